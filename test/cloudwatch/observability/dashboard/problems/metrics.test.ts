import { describe, expect, it } from "vitest";
import { type Broken, inMetrics, shadowing, told, withExpression, withMetric } from "./broken-body.ts";

describe("metrics", () => {
  it.each([
    [
      "a metric no one emits",
      ["Outcrop", "Shadowed", "function_name", "orders", { stat: "Maximum" }],
      `${inMetrics}/0 there is no metric Shadowed in Outcrop`,
    ],
    [
      "a namespace no one has",
      ["outcrop", "Shadowing", { stat: "Maximum" }],
      `${inMetrics}/0 unknown namespace outcrop`,
    ],
    [
      "a dimension set no one emits",
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
    ["braces that are not an emitted set", shadowing.replace(',"function_name"', ""), null],
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
      "a metric no one emits",
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
    ["a function that is invalid", `TOP(${shadowing})`, "unknown function TOP"],
    ["a parenthesis that is open", `SUM(${shadowing}`, "this expression does not parse: ) was expected"],
    ["something behind its end", `SUM(${shadowing}) 1`, "an operator or the end was expected"],
    ["a sign that is invalid", "SUM(m1 % 2)", "is not part of an expression"],
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
