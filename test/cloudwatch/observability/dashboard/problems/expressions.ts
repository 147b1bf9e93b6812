/**
 * Metric widgets that would stay empty: metrics that are not emitted, unknown ids, expressions that
 * CloudWatch cannot read.
 */
import {
  type Expression,
  parseExpression,
  partsOf,
} from "../../../../../cloudwatch/metric-math/expression.ts";
import { metricsOf, parseSearch } from "../../../../../cloudwatch/metric-math/search-expression.ts";
import type {
  DashboardBody,
  MetricEntry,
  MetricProperties,
  Rendering,
  Expression as Written,
} from "../../../../../cloudwatch/preview/dashboard-body.ts";
import { joined } from "../../../../support/joined.ts";
import type { Known, Problem } from "./known.ts";

/** Statistics that add up values of one function over time. */
const adding = new Set(["Sum", "Average"]);

/** Words that are allowed instead of an id, by the functions that take them. */
const words: Readonly<Record<string, ReadonlySet<string>>> = {
  SORT: new Set(["AVG", "MIN", "MAX", "SUM", "ASC", "DESC"]),
  FILL: new Set(["REPEAT", "LINEAR"]),
};

const functions = new Set(
  (
    "ABS AVG CEIL DATAPOINT_COUNT DIFF DIFF_TIME FILL FIRST FLOOR IF INSIGHT_RULE_METRIC LAST LOG LOG10 " +
    "MAX METRIC_COUNT METRICS MIN PERIOD RATE " +
    "REMOVE_EMPTY RUNNING_SUM SEARCH SLICE SORT STDDEV SUM TIME_SERIES"
  ).split(" "),
);

const metricsQuery = joined(
  /^SELECT\s+(?:AVG|COUNT|MAX|MIN|SUM)\(\s*"?([\w/]+)"?\s*\)/,
  /\s+FROM\s+SCHEMA\(\s*"?([\w/]+)"?\s*((?:,\s*"?\w+"?\s*)*)\)/,
);

export function expressionProblems({ widgets }: DashboardBody, known: Known): Problem[] {
  return widgets.flatMap((widget, i) => {
    if (widget.type !== "metric") return [];
    const path = `/widgets/${i}/properties`;
    return ruleProblems(widget.properties, path, known).concat(
      new MetricWidget(widget.properties, path, known).problems(),
    );
  });
}

function ruleProblems({ insightRule }: MetricProperties, path: string, { ruleNames }: Known): Problem[] {
  if (insightRule === undefined || ruleNames.has(insightRule.ruleName)) return [];
  return [
    { path: `${path}/insightRule`, message: `unknown Contributor Insights rule ${insightRule.ruleName}` },
  ];
}

class MetricWidget {
  readonly #properties: MetricProperties;
  readonly #path: string;
  readonly #known: Known;
  readonly #problems: Problem[] = [];
  /** The path of the entry that is checked. */
  #at = "";

  constructor(properties: MetricProperties, path: string, known: Known) {
    this.#properties = properties;
    this.#path = path;
    this.#known = known;
  }

  problems(): Problem[] {
    const { metrics = [] } = this.#properties;
    const ids = new Set<string>();
    for (const id of metrics.map(idOf)) {
      this.#at = `${this.#path}/metrics`;
      if (id !== undefined && ids.has(id)) this.#report(`the id ${id} is used twice`);
      if (id !== undefined) ids.add(id);
    }
    const queries = metrics.filter((entry) => isQuery(expressionOf(entry)));
    if (queries.length > 1) this.#report("there is more than one Metrics Insights query");
    let former: readonly string[] = [];
    for (const [i, entry] of metrics.entries()) {
      this.#at = `${this.#path}/metrics/${i}`;
      const expression = expressionOf(entry);
      if (expression === undefined) former = this.#metric(entry, former);
      else if (isQuery(expression)) this.#query(expression);
      else this.#math(expression, ids);
    }
    return this.#problems;
  }

  #report(message: string): void {
    this.#problems.push({ path: this.#at, message });
  }

  /** `[namespace, metric, dimension, value, …]`; `.` is what the entry before has in the same place. */
  #metric(entry: MetricEntry, former: readonly string[]): readonly string[] {
    const written = (entry as readonly unknown[]).filter((part): part is string => typeof part === "string");
    const texts = written.map((part, i) => (part === "." ? (former[i] ?? part) : part));
    const [namespace = "", name = "", ...dimensions] = texts;
    if (dimensions.length % 2 !== 0) this.#report("a dimension has no value");
    this.#exists(
      namespace,
      dimensions.filter((_, i) => i % 2 === 0),
      [name],
      renderingOf(entry)?.stat ?? "Average",
    );
    return texts;
  }

  #exists(
    namespace: string,
    dimensions: readonly string[],
    names: readonly string[],
    statistic: string,
  ): void {
    const found = this.#known.namespaces[namespace];
    if (found === undefined) {
      this.#report(`unknown namespace ${namespace}`);
      return;
    }
    const asked = [...dimensions].sort().join();
    if (!found.dimensionSets.some((set) => [...set].sort().join() === asked))
      this.#report(`no metric of ${namespace} has exactly the dimensions [${asked}]`);
    for (const name of names) {
      if (!found.metrics.has(name)) this.#report(`there is no metric ${name} in ${namespace}`);
      if (found.gauges.has(name) && adding.has(statistic))
        this.#report(`${statistic} adds up what is in force, ${name}, over time`);
    }
  }

  #query(text: string): void {
    const parts = metricsQuery.exec(text);
    if (parts === null) {
      this.#report(
        "this Metrics Insights query does not parse: SELECT FUNCTION(metric) FROM SCHEMA(namespace, " +
          "dimensions)",
      );
      return;
    }
    const [, metric = "", namespace = "", dimensions = ""] = parts;
    const statistic = /^SELECT\s+(AVG|SUM)/.test(text) ? "Sum" : "Maximum";
    this.#exists(namespace, dimensions.match(/\w+/g) ?? [], [metric], statistic);
  }

  #math(text: string, ids: ReadonlySet<string>): void {
    try {
      const expression = parseExpression(text);
      if (expression.kind === "number" || expression.kind === "text")
        this.#report("this expression is not a time series");
      for (const part of partsOf(expression))
        if (part.kind === "call") this.#call(part.name, part.parameters);
      for (const name of namesOf(expression))
        if (!ids.has(name)) this.#report(`no metric of this widget has the id ${name}`);
    } catch (error) {
      this.#report(`this expression does not parse: ${(error as Error).message}`);
    }
  }

  #call(name: string, parameters: readonly Expression[]): void {
    if (!functions.has(name)) this.#report(`unknown function ${name}`);
    if (name === "SEARCH") this.#search(parameters);
    const [rule] = parameters;
    if (name === "INSIGHT_RULE_METRIC" && !(rule?.kind === "text" && this.#known.ruleNames.has(rule.value)))
      this.#report(`unknown Contributor Insights rule ${rule?.kind === "text" ? rule.value : ""}`);
  }

  #search([query, statistic]: readonly Expression[]): void {
    if (query?.kind !== "text" || statistic?.kind !== "text") {
      this.#report("SEARCH takes a query and a statistic, both in single quotes");
      return;
    }
    const search = parseSearch(query.value);
    const metrics = metricsOf(search);
    if (metrics.length === 0) this.#report('SEARCH names no metric by MetricName="…"');
    this.#exists(search.namespace, search.dimensions, metrics, statistic.value);
  }
}

/** The ids an expression refers to. */
function namesOf(expression: Expression, allowed: ReadonlySet<string> = new Set()): string[] {
  switch (expression.kind) {
    case "name":
      return allowed.has(expression.name) ? [] : [expression.name];
    case "call":
      return expression.parameters.flatMap((parameter) => namesOf(parameter, words[expression.name]));
    case "array":
      return expression.members.flatMap((member) => namesOf(member));
    case "operation":
      return [...namesOf(expression.left), ...namesOf(expression.right)];
    default:
      return [];
  }
}

function renderingOf(entry: MetricEntry): (Partial<Written> & Rendering) | undefined {
  const last = entry.at(-1);
  return typeof last === "object" ? last : undefined;
}

const idOf = (entry: MetricEntry): string | undefined => renderingOf(entry)?.id;
const expressionOf = (entry: MetricEntry): string | undefined => renderingOf(entry)?.expression;
const isQuery = (expression: string | undefined): boolean =>
  expression !== undefined && /^\s*SELECT\b/.test(expression);
