/** The kinds of widgets on the dashboard, with what is the same for all of one kind. */

import { severityColours } from "../../../../page/colour.ts";
import type {
  ByPrefix,
  HorizontalAnnotation,
  LogContent,
  MetricContent,
  MetricEntry,
  MetricProperties,
} from "../../../preview/dashboard-body.ts";
import type { Scope } from "../../scope.ts";
import { type SelectedBy, selectionBy } from "./selection.ts";

export const minutes = (count: number): number => count * 60;

/** One number for each metric, for the whole time range. */
export function singleValue(scope: Scope, title: string, metrics: readonly MetricEntry[]): MetricContent {
  return {
    type: "metric",
    properties: {
      title,
      region: scope.region,
      view: "singleValue",
      metrics,
      period: minutes(5),
      setPeriodToTimeRange: true,
      sparkline: false,
    },
  };
}

type Drawn = Partial<Omit<MetricProperties, "title" | "region" | "metrics">>;

/** Lines over time; the axis begins at zero, since everything here is counted or measured from there. */
export function lines(
  scope: Scope,
  title: string,
  unit: string,
  metrics: readonly MetricEntry[],
  drawn: Drawn = {},
): MetricContent {
  return {
    type: "metric",
    properties: {
      title,
      region: scope.region,
      view: "timeSeries",
      metrics,
      period: minutes(5),
      legend: { position: "bottom" },
      yAxis: { left: { min: 0, label: unit, showUnits: false } },
      ...drawn,
    },
  };
}

/** From here on upwards something is red. */
export function redFrom(value: number, label: string): HorizontalAnnotation {
  return { value, label, color: severityColours.error, fill: "above" };
}

interface Query {
  /** Commands of Logs Insights, without SOURCE and without a bar at the beginning. */
  readonly text: string;
}

/** As the console writes it: by the query alone the dashboard finds no prefix. */
function byPrefix(prefix: string): ByPrefix {
  return {
    logGroupPrefixes: { accountIds: ["All"], logGroupPrefix: [prefix], logClass: "STANDARD" },
    queryBy: "logGroupPrefix",
  };
}

/** Of Outcrop's lines or, with `either`, of the platform's too. */
export function logTable(scope: Scope, title: string, { text }: Query, by: SelectedBy = "line"): LogContent {
  const { region, logRegion = region, logGroupPrefix, source } = scope;
  const chosen: ByPrefix | undefined = logGroupPrefix === undefined ? undefined : byPrefix(logGroupPrefix);
  return {
    type: "log",
    properties: {
      title,
      region: logRegion,
      ...chosen,
      query: `${source}\n| ${selectionBy(by)}\n| ${text}`,
      view: "table",
    },
  };
}
