import { describe, expect, it } from "vitest";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { type Broken, body, told, withQuery, withVariable } from "./problems/broken-body.ts";
import { bodyProblems } from "./problems/problems.ts";
import { known, scope } from "./scope.ts";

describe("a body without problems", () => {
  it("has none", () => expect(bodyProblems(body(), known)).toEqual([]));

  it.each([
    ["with everything", scope],
    ["without rules", { ...scope, rules: false, ruleNames: {} }],
    ["without alarms", { ...scope, alarmArns: [] }],
    ["in the template", { ...scope, region: `\${AWS::Region}`, source: `\${LogSource}` }],
  ])("is Outcrop's own: %s", (_, each) => {
    expect(bodyProblems(JSON.parse(JSON.stringify(dashboardBody(each))), known)).toEqual([]);
  });
});

describe("the schema", () => {
  it.each([1, 3])("wants a region of every metric and log widget: %i", (i) => {
    const change = ({ widgets }: Broken) => {
      delete widgets[i].properties.region;
    };
    expect(told(change)).toEqual([`/widgets/${i}/properties must have required property 'region'`]);
  });

  it.each([
    [
      "a property it does not know",
      (b: Broken) => (b.widgets[1].properties.setPeriodToTimerange = true),
      "must NOT have additional properties setPeriodToTimerange",
    ],
    [
      "a widget of an unknown type",
      (b: Broken) => (b.widgets[0].type = "graph"),
      "must be equal to one of the allowed values",
    ],
    [
      "a period that is not a whole minute",
      (b: Broken) => (b.widgets[1].properties.period = 90),
      "must be multiple of 60",
    ],
    [
      "an id that begins with a capital",
      (b: Broken) => (b.widgets[1].properties.metrics[0][0].id = "E1"),
      "must match pattern",
    ],
    [
      "a colour that is invalid",
      (b: Broken) => (b.widgets[1].properties.metrics[0][0].color = "red"),
      "must match pattern",
    ],
    [
      "a statistic that is invalid",
      (b: Broken) => (b.widgets[2].properties.metrics[0][4].stat = "Max"),
      "must match pattern",
    ],
    [
      "an expression beyond what GetMetricData takes",
      (b: Broken) => (b.widgets[1].properties.metrics[0][0].expression = "1+".repeat(600)),
      "must NOT have more than 1024 characters",
    ],
    [
      "metrics next to an insight rule",
      (b: Broken) => (b.widgets[5].properties.metrics = [["Outcrop", "Shadowing"]]),
      "must match exactly one schema in oneOf",
    ],
    [
      "an alarm widget without alarms",
      (b: Broken) => (b.widgets[4].properties.alarms = []),
      "must NOT have fewer than 1 items",
    ],
    [
      "a label that is too long",
      (b: Broken) => (b.variables[0].label = "x".repeat(31)),
      "must NOT have more than 30 characters",
    ],
    ["no widgets", (b: Broken) => delete b.widgets, "must have required property 'widgets'"],
  ])("refuses %s", (_, change, message) => {
    expect(told(change).join("\n")).toContain(message);
  });

  it.each([[null], [[]], ["{}"], [{ widgets: {} }], [{ widgets: [null] }]])("answers on %j", (broken) => {
    expect(bodyProblems(broken, known).length).toBeGreaterThan(0);
  });
});

describe("the grid", () => {
  it("has no widget over another", () => {
    const change = ({ widgets }: Broken) => {
      widgets[2].x = 11;
    };
    expect(told(change)).toEqual(["/widgets/2 overlaps /widgets/1"]);
  });

  it("ends at column 24", () => {
    const change = ({ widgets }: Broken) => {
      widgets[4].width = 12;
      widgets[5].x = 13;
    };
    expect(told(change)).toEqual(["/widgets/5 reaches beyond column 24"]);
  });
});

describe("log queries", () => {
  const path = "/widgets/3/properties/query";
  it("begin with SOURCE", () => {
    const problem = `${path} does not begin with SOURCE and log groups, and a bar after them`;
    expect(withQuery('filter outcrop = "finding"')).toEqual([problem]);
    expect(withQuery("SOURCE 'a'\nfilter outcrop = \"finding\"")).toEqual([problem]);
    expect(withQuery("SOURCE logGroups(namePrefix: ['/aws/lambda/'])\n| limit 1")).toEqual([]);
  });

  it("parse", () => {
    const [problem, ...more] = withQuery("SOURCE 'a'\n| filter (outcrop");
    expect(problem).toContain(`${path} is not a valid query: `);
    expect(more).toEqual([]);
  });
});

describe("variables", () => {
  it.each([
    ["a pattern that is nowhere", { pattern: "NOWHERE" }, "replaces NOWHERE, which is in no widget"],
    [
      "a pattern that is not an expression",
      { pattern: "(" },
      "has a pattern that is not a regular expression: (",
    ],
    ["a type without its target", { type: "property" }, "is of type property and has no property"],
    [
      "a property that no widget has",
      { type: "property", property: "InstanceId" },
      "changes the property InstanceId, which no widget has",
    ],
    [
      "a list of nothing",
      { inputType: "select" },
      "is a select and has neither values nor search with populateFrom",
    ],
    [
      "a search that fills nothing",
      { inputType: "radio", search: "{Outcrop}" },
      "is a radio and has neither values nor search with populateFrom",
    ],
    [
      "a default that no one can choose",
      { inputType: "select", values: [{ value: "a" }] },
      "has a default that is not among its values: FUNCTION",
    ],
    [
      "a list where text is typed",
      { values: [{ value: "a" }] },
      "takes any text, so it must not list values",
    ],
  ])("%s", (_, change, problem) => expect(withVariable(change)).toEqual([`/variables/0 ${problem}`]));

  it("have ids of their own", () => {
    const change = ({ variables }: Broken) => {
      variables.push({ ...variables[0] });
    };
    expect(told(change)).toEqual(["/variables/1 has the id of another variable, function"]);
  });

  it("change a dimension that a widget names", () => {
    expect(withVariable({ type: "property", property: "function_name" })).toEqual([]);
  });
});
