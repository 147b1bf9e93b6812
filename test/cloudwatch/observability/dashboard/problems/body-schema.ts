/**
 * JSON Schema (draft-07) of a dashboard body: what each widget must and may have, with the bounds CloudWatch
 * names. Everything that is not listed is refused, since CloudWatch silently ignores a misspelt property.
 * Source: Amazon CloudWatch API Reference, "Dashboard Body Structure and Syntax"; `setPeriodToTimeRange` and
 * `insightRule` are written by the console.
 */
const text = { type: "string", minLength: 1 };
const colour = { type: "string", pattern: "^#[0-9a-fA-F]{6}$" };
/** A day is the longest (CloudWatch service quotas). */
const period = { type: "integer", minimum: 60, maximum: 86_400, multipleOf: 60 };
const statistic = {
  type: "string",
  pattern: "^(SampleCount|Average|Sum|Minimum|Maximum|p\\d{1,2}(\\.\\d+)?|p100)$",
};
const side = { enum: ["left", "right"] };
const id = { type: "string", pattern: "^[a-z][A-Za-z0-9_]*$", maxLength: 255 };

function closed(required: readonly string[], properties: Readonly<Record<string, object>>) {
  return { type: "object", additionalProperties: false, required, properties };
}

const axis = closed([], {
  label: text,
  min: { type: "number" },
  max: { type: "number" },
  showUnits: { type: "boolean" },
});

const rendering = {
  id,
  label: { type: "string" },
  stat: statistic,
  period,
  color: colour,
  yAxis: side,
  visible: { type: "boolean" },
};

const metricEntry = {
  type: "array",
  minItems: 1,
  items: {
    anyOf: [
      text,
      closed([], rendering),
      closed(["expression"], { ...rendering, expression: { ...text, maxLength: 1024 } }),
    ],
  },
};

const horizontal = closed(["value"], {
  value: { type: "number" },
  label: { type: "string" },
  color: colour,
  fill: { enum: ["above", "below", "none"] },
  yAxis: side,
  visible: { type: "boolean" },
});

const metricProperties = {
  ...closed(["region", "title", "period"], {
    title: text,
    region: text,
    view: { enum: ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"] },
    metrics: { type: "array", minItems: 1, maxItems: 500, items: metricEntry },
    insightRule: closed(["ruleName", "maxContributorCount", "orderBy"], {
      ruleName: text,
      maxContributorCount: { type: "integer", minimum: 1, maximum: 100 },
      orderBy: { enum: ["Sum", "Maximum"] },
    }),
    stat: statistic,
    period,
    setPeriodToTimeRange: { type: "boolean" },
    sparkline: { type: "boolean" },
    stacked: { type: "boolean" },
    legend: closed(["position"], { position: { enum: ["right", "bottom", "hidden"] } }),
    yAxis: closed([], { left: axis, right: axis }),
    annotations: closed([], { horizontal: { type: "array", items: horizontal } }),
  }),
  oneOf: [{ required: ["metrics"] }, { required: ["insightRule"] }],
};

const properties = {
  text: closed(["markdown"], { markdown: text, background: { enum: ["solid", "transparent"] } }),
  alarm: closed(["alarms", "title"], {
    title: text,
    alarms: { type: "array", minItems: 1, maxItems: 100, items: text },
    sortBy: { enum: ["default", "stateUpdatedTimestamp", "timestamp"] },
    states: { type: "array", items: { enum: ["ALARM", "INSUFFICIENT_DATA", "OK"] } },
  }),
  metric: metricProperties,
  log: closed(["region", "query", "title", "view"], {
    title: text,
    region: text,
    query: text,
    view: { enum: ["table", "timeSeries", "bar", "pie"] },
    queryBy: { const: "logGroupPrefix" },
    logGroupPrefixes: closed(["accountIds", "logGroupPrefix", "logClass"], {
      accountIds: { type: "array", minItems: 1, items: text },
      logGroupPrefix: { type: "array", minItems: 1, maxItems: 5, items: text },
      logClass: { const: "STANDARD" },
    }),
  }),
} satisfies Record<string, object>;

const widget = {
  type: "object",
  additionalProperties: false,
  required: ["type", "x", "y", "width", "height", "properties"],
  properties: {
    type: { enum: Object.keys(properties) },
    x: { type: "integer", minimum: 0, maximum: 23 },
    y: { type: "integer", minimum: 0 },
    width: { type: "integer", minimum: 1, maximum: 24 },
    height: { type: "integer", minimum: 1, maximum: 1000 },
    properties: { type: "object" },
  },
  allOf: Object.entries(properties).map(([type, inner]) => ({
    if: { properties: { type: { const: type } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { properties: inner } },
  })),
};

const variable = closed(["type", "inputType", "id"], {
  type: { enum: ["property", "pattern"] },
  property: text,
  pattern: text,
  inputType: { enum: ["input", "select", "radio"] },
  id: { type: "string", pattern: "^[0-9A-Za-z_-]{1,32}$" },
  label: { type: "string", maxLength: 30 },
  defaultValue: { type: ["string", "number", "boolean"], maxLength: 255 },
  visible: { type: "boolean" },
  values: {
    type: "array",
    minItems: 1,
    maxItems: 500,
    items: closed(["value"], {
      value: { type: ["string", "number", "boolean"], maxLength: 255 },
      label: { type: "string", maxLength: 255 },
    }),
  },
  search: { type: "string", maxLength: 2048 },
  populateFrom: text,
});

export const bodySchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...closed(["widgets"], {
    widgets: { type: "array", maxItems: 500, items: widget },
    variables: { type: "array", maxItems: 25, items: variable },
    start: text,
    end: text,
    periodOverride: { enum: ["auto", "inherit"] },
  }),
};
