/**
 * The body of a CloudWatch dashboard, as much of it as the preview knows. Source: Amazon CloudWatch API
 * Reference, "Dashboard Body Structure and Syntax". `insightRule` is what the console writes and is not on
 * that page.
 */
export interface DashboardBody {
  /**
   * An ISO 8601 duration before now, e.g. `-P1D`: days and longer begin with `-P`, hours and minutes with
   * `-PT`.
   */
  readonly start: string;
  /** `inherit`: each widget's own period is kept, whatever the time range. */
  readonly periodOverride: "auto" | "inherit";
  readonly variables: readonly Variable[];
  readonly widgets: readonly Widget[];
}

export interface Variable {
  readonly type: "pattern";
  /** The text that is replaced everywhere in the widgets. */
  readonly pattern: string;
  readonly inputType: "input";
  /** At most 32 of `0-9A-Za-z-_`. */
  readonly id: string;
  /** At most 30 characters. */
  readonly label: string;
  readonly defaultValue: string;
  readonly visible: boolean;
}

/** In units of the grid, which is 24 wide. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Content = TextContent | AlarmContent | MetricContent | LogContent;
export type Widget = Content & Place;

export interface TextContent {
  readonly type: "text";
  readonly properties: { readonly markdown: string; readonly background?: "solid" | "transparent" };
}

export interface AlarmContent {
  readonly type: "alarm";
  readonly properties: {
    readonly title: string;
    /** 1 to 100 ARNs. */
    readonly alarms: readonly string[];
    readonly sortBy?: "default" | "stateUpdatedTimestamp" | "timestamp";
  };
}

export interface MetricContent {
  readonly type: "metric";
  readonly properties: MetricProperties;
}

export interface MetricProperties {
  readonly title: string;
  readonly region: string;
  readonly view: "timeSeries" | "singleValue" | "bar" | "pie" | "table";
  /** Absent only with an `insightRule`. */
  readonly metrics?: readonly MetricEntry[];
  readonly insightRule?: InsightRule;
  /** Seconds, a multiple of 60. */
  readonly period: number;
  /** One point for the whole time range that is shown, instead of one each period. */
  readonly setPeriodToTimeRange?: boolean;
  readonly sparkline?: boolean;
  readonly stacked?: boolean;
  readonly legend?: { readonly position: "right" | "bottom" | "hidden" };
  readonly yAxis?: { readonly left?: Axis; readonly right?: Axis };
  readonly annotations?: { readonly horizontal: readonly HorizontalAnnotation[] };
}

export interface InsightRule {
  readonly ruleName: string;
  readonly maxContributorCount: number;
  readonly orderBy: "Sum" | "Maximum";
}

export interface Axis {
  readonly label?: string;
  readonly min?: number;
  readonly max?: number;
  readonly showUnits?: boolean;
}

export interface HorizontalAnnotation {
  readonly value: number;
  readonly label: string;
  readonly color: string;
  readonly fill?: "above" | "below" | "none";
}

/** `[namespace, metric, dimension, value, …, rendering]`, or `[{ expression, … }]`. */
export type MetricEntry =
  | readonly [Expression & Rendering]
  | readonly [string, string, ...(string | Rendering)[]];

export interface Expression {
  /** Metric math or a search expression. */
  readonly expression: string;
}

export interface Rendering {
  /** Begins with a lower-case letter. */
  readonly id?: string;
  readonly label?: string;
  readonly stat?: Statistic;
  readonly period?: number;
  /** `#` and six hex digits. */
  readonly color?: string;
  readonly yAxis?: "left" | "right";
  readonly visible?: boolean;
}

export type Statistic = "Maximum" | "Minimum" | "Sum" | "Average" | "SampleCount" | `p${number}`;

/** How the console saves a log widget that reads the groups of a prefix; not in the API Reference. */
export interface ByPrefix {
  readonly logGroupPrefixes: {
    readonly accountIds: readonly string[];
    readonly logGroupPrefix: readonly string[];
    readonly logClass: "STANDARD";
  };
  readonly queryBy: "logGroupPrefix";
}

export interface LogContent {
  readonly type: "log";
  readonly properties: Partial<ByPrefix> & {
    readonly title: string;
    readonly region: string;
    /** `SOURCE …`, then the commands of CloudWatch Logs Insights, each after a bar. */
    readonly query: string;
    readonly view: "table" | "timeSeries" | "bar" | "pie";
  };
}
