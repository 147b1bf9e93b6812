import { describe, expect, it } from "vitest";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { bodyProblems } from "./problems/problems.ts";
import { known, scope } from "./scope.ts";

// biome-ignore lint/suspicious/noExplicitAny: bodies are broken here in ways their type forbids
type Broken = any;

const shadowing = `SEARCH('{Outcrop,"function_name"} MetricName="Shadowing"', 'Maximum')`;

/** One widget of each kind, and nothing wrong with any. */
function body(): Broken {
  const metric = { title: "Shadowing", region: "eu-central-1", view: "timeSeries", period: 300 };
  return {
    start: "-P1D",
    variables: [
      {
        type: "pattern",
        pattern: "FUNCTION",
        inputType: "input",
        id: "function",
        label: "Function",
        defaultValue: "FUNCTION",
      },
    ],
    widgets: [
      { type: "text", x: 0, y: 0, width: 24, height: 2, properties: { markdown: "FUNCTION" } },
      {
        type: "metric",
        x: 0,
        y: 2,
        width: 12,
        height: 6,
        properties: { ...metric, metrics: [[{ expression: shadowing, id: "e1" }]] },
      },
      {
        type: "metric",
        x: 12,
        y: 2,
        width: 12,
        height: 6,
        properties: {
          ...metric,
          metrics: [
            ["Outcrop", "Architecture", "function_name", "orders", { id: "m1", stat: "Maximum" }],
            [".", "Shadowing", ".", ".", { id: "m2", stat: "Maximum" }],
            [{ expression: "m1 + FILL(m2, REPEAT)", id: "e1" }],
          ],
        },
      },
      {
        type: "log",
        x: 0,
        y: 8,
        width: 24,
        height: 6,
        properties: {
          title: "Findings",
          region: "eu-central-1",
          view: "table",
          query: "SOURCE 'a' | SOURCE 'b'\n| filter outcrop = \"finding\"",
        },
      },
      {
        type: "alarm",
        x: 0,
        y: 14,
        width: 12,
        height: 3,
        properties: { title: "Alarms", alarms: ["arn:aws:cloudwatch:x"] },
      },
      {
        type: "metric",
        x: 12,
        y: 14,
        width: 12,
        height: 3,
        properties: {
          ...metric,
          insightRule: { ruleName: "outcrop-packages", maxContributorCount: 10, orderBy: "Sum" },
        },
      },
    ],
  };
}

/** The problems of that body once it is broken. */
function told(change: (broken: Broken) => void): string[] {
  const broken = body();
  change(broken);
  return bodyProblems(broken, known).map(({ path, message }) => `${path} ${message}`);
}

/** With another expression in the first metric widget. */
const withExpression = (expression: string) =>
  told(({ widgets }) => {
    widgets[1].properties.metrics = [[{ expression, id: "e1" }]];
  });
const withMetric = (...metric: readonly unknown[]) =>
  told(({ widgets }) => {
    widgets[1].properties.metrics = [metric];
  });
const withQuery = (query: string) =>
  told(({ widgets }) => {
    widgets[3].properties.query = query;
  });
const withVariable = (change: object) =>
  told(({ variables }) => {
    Object.assign(variables[0], change);
  });

const inMetrics = "/widgets/1/properties/metrics";

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
      "a period that is no whole minute",
      (b: Broken) => (b.widgets[1].properties.period = 90),
      "must be multiple of 60",
    ],
    [
      "an id that begins with a capital",
      (b: Broken) => (b.widgets[1].properties.metrics[0][0].id = "E1"),
      "must match pattern",
    ],
    [
      "a colour that is none",
      (b: Broken) => (b.widgets[1].properties.metrics[0][0].color = "red"),
      "must match pattern",
    ],
    [
      "a statistic that is none",
      (b: Broken) => (b.widgets[2].properties.metrics[0][4].stat = "Max"),
      "must match pattern",
    ],
    [
      "an expression beyond what GetMetricData takes",
      (b: Broken) => (b.widgets[1].properties.metrics[0][0].expression = "1+".repeat(600)),
      "must NOT have more than 1024 characters",
    ],
    [
      "metrics beside an insight rule",
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

describe("metrics", () => {
  it.each([
    [
      "a metric nobody emits",
      ["Outcrop", "Shadowed", "function_name", "orders", { stat: "Maximum" }],
      `${inMetrics}/0 there is no metric Shadowed in Outcrop`,
    ],
    [
      "a namespace nobody has",
      ["outcrop", "Shadowing", { stat: "Maximum" }],
      `${inMetrics}/0 unknown namespace outcrop`,
    ],
    [
      "a dimension set nobody emits",
      ["Outcrop", "Shadowing", "service", "orders", { stat: "Maximum" }],
      `${inMetrics}/0 no metric of Outcrop has exactly the dimensions [service]`,
    ],
    [
      "a dimension without a value",
      ["Outcrop", "Shadowing", "function_name", { stat: "Maximum" }],
      `${inMetrics}/0 a dimension has no value`,
    ],
    [
      "a gauge that is added up",
      ["Outcrop", "Shadowing", { stat: "Sum" }],
      `${inMetrics}/0 Sum adds up what is in force, Shadowing, over time`,
    ],
    [
      "a gauge with the default statistic",
      ["Outcrop", "Shadowing"],
      `${inMetrics}/0 Average adds up what is in force, Shadowing, over time`,
    ],
    [
      "a metric of AWS that is not declared",
      ["AWS/Lambda", "InitDuration", "FunctionName", "orders"],
      `${inMetrics}/0 there is no metric InitDuration in AWS/Lambda`,
    ],
  ])("names %s", (_, metric, problem) => expect(withMetric(...metric)).toEqual([problem]));

  it("follows the dots to the entry before", () => {
    const change = ({ widgets }: Broken) => {
      widgets[2].properties.metrics[1] = [".", "Shadowed", ".", ".", { id: "m2", stat: "Maximum" }];
    };
    expect(told(change)).toEqual(["/widgets/2/properties/metrics/1 there is no metric Shadowed in Outcrop"]);
  });

  it("wants each id once", () => {
    const change = ({ widgets }: Broken) => {
      widgets[2].properties.metrics[2][0].id = "m1";
    };
    expect(told(change)).toEqual(["/widgets/2/properties/metrics the id m1 is used twice"]);
  });

  it("takes one Metrics Insights query, not two", () => {
    const query = 'SELECT MAX(Shadowing) FROM SCHEMA("Outcrop", function_name) GROUP BY function_name';
    const of =
      (...queries: string[]) =>
      (b: Broken) => {
        b.widgets[1].properties.metrics = queries.map((expression, i) => [{ expression, id: `q${i}` }]);
      };
    expect(told(of(query))).toEqual([]);
    expect(told(of(query, query))).toEqual([`${inMetrics} there is more than one Metrics Insights query`]);
    expect(told(of(query.replace("MAX", "SUM")))).toEqual([
      `${inMetrics}/0 Sum adds up what is in force, Shadowing, over time`,
    ]);
    expect(told(of(query.replace(", function_name)", ", service)")))).toEqual([
      `${inMetrics}/0 no metric of Outcrop has exactly the dimensions [service]`,
    ]);
    expect(told(of("SELECT Shadowing FROM Outcrop"))[0]).toContain("does not parse");
  });

  it("knows the Contributor Insights rules", () => {
    const change = ({ widgets }: Broken) => {
      widgets[5].properties.insightRule.ruleName = "outcrop-gone";
    };
    expect(told(change)).toEqual([
      "/widgets/5/properties/insightRule unknown Contributor Insights rule outcrop-gone",
    ]);
    expect(withExpression("INSIGHT_RULE_METRIC('outcrop-packages', 'UniqueContributors')")).toEqual([]);
    expect(withExpression("INSIGHT_RULE_METRIC('outcrop-gone', 'UniqueContributors')")).toEqual([
      `${inMetrics}/0 unknown Contributor Insights rule outcrop-gone`,
    ]);
  });
});

describe("expressions", () => {
  it.each([
    ["braces that are no emitted set", shadowing.replace(',"function_name"', ""), null],
    [
      "braces with another dimension",
      shadowing.replace("function_name", "service"),
      "no metric of Outcrop has exactly the dimensions [service]",
    ],
    [
      "braces with one dimension too many",
      shadowing.replace('"}', '",service}'),
      "no metric of Outcrop has exactly the dimensions [function_name,service]",
    ],
    [
      "a name without its quotes",
      shadowing.replace('"function_name"', "function_name"),
      "function_name in the braces of SEARCH needs quotes",
    ],
    [
      "a metric nobody emits",
      shadowing.replace("Shadowing", "Shadowed"),
      "there is no metric Shadowed in Outcrop",
    ],
    [
      "a gauge that is added up",
      shadowing.replace("Maximum", "Sum"),
      "Sum adds up what is in force, Shadowing, over time",
    ],
    ["a search for any metric", `SEARCH('{Outcrop,"function_name"}', 'Maximum')`, "SEARCH names no metric"],
    [
      "a search with an open parenthesis",
      shadowing.replace("MetricName", "(MetricName"),
      "the parentheses of SEARCH do not match",
    ],
    [
      "a search with an open quote",
      shadowing.replace('Shadowing"', "Shadowing"),
      "a quote of SEARCH is not closed",
    ],
    [
      "a search without braces",
      `SEARCH('MetricName="Shadowing"', 'Maximum')`,
      "SEARCH has no {namespace,dimensions}",
    ],
    [
      "a search without a statistic",
      `SEARCH('{Outcrop,"function_name"} MetricName="Shadowing"')`,
      "SEARCH takes a query and a statistic",
    ],
    ["an id that is not there", "FILL(m1, 0)", "no metric of this widget has the id m1"],
    ["a function that is none", `TOP(${shadowing})`, "unknown function TOP"],
    ["a parenthesis that is open", `SUM(${shadowing}`, "this expression does not parse: ) was expected"],
    ["something behind its end", `SUM(${shadowing}) 1`, "an operator or the end was expected"],
    ["a sign that is none", "SUM(m1 % 2)", "is not part of an expression"],
    ["a number alone", "5", "this expression is not a time series"],
  ])("%s", (_, expression, problem) => {
    const problems = withExpression(expression);
    if (problem === null) expect(problems).toEqual([]);
    else expect(problems.join("\n")).toContain(problem);
  });

  it("take the words of SORT and FILL for words, there and nowhere else", () => {
    expect(withExpression(`SORT(FILL(${shadowing}, REPEAT), MAX, DESC, 10)`)).toEqual([]);
    expect(withExpression(`SUM([${shadowing}, REPEAT])`)).toEqual([
      `${inMetrics}/0 no metric of this widget has the id REPEAT`,
    ]);
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
      "a pattern that is no expression",
      { pattern: "(" },
      "has a pattern that is not a regular expression: (",
    ],
    ["a type without its target", { type: "property" }, "is of type property and has no property"],
    [
      "a property nobody has",
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
      "a default that nobody can choose",
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
