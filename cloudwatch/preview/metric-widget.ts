/** The series of a metric widget, worked out from the logs. */

import { DashboardError } from "../metric-math/dashboard-error.ts";
import { evaluateSql } from "../metric-math/insights-sql.ts";
import { evaluateMath } from "../metric-math/math.ts";
import type { MathContext } from "../metric-math/math-context.ts";
import { isSeries, type Value } from "../metric-math/math-value.ts";
import type { Metric } from "../metric-math/metric.ts";
import { windowFor } from "../metric-math/period.ts";
import { metricsOf, parseSearch } from "../metric-math/search-expression.ts";
import { findsMetric } from "../metric-math/search-query.ts";
import { type Series, seriesOf, type Window } from "../metric-math/series.ts";
import { parseStatistic, type Statistic } from "../metric-math/statistic.ts";
import type { Collection } from "./collect.ts";
import type { MetricProperties } from "./dashboard-body.ts";
import { type Entry, readEntries } from "./entry.ts";

export interface DrawnSeries extends Series {
  /** As the body gives it. */
  readonly color: string | null;
}

export interface MetricResult {
  readonly window: Window;
  readonly series: readonly DrawnSeries[];
  /** AWS's metrics that logs do not contain. */
  readonly notInLogs: readonly string[];
}

/** What collect.ts works out of AWS's own namespaces. */
const workedOut: Readonly<Record<string, readonly string[]>> = {
  "AWS/Lambda": ["Invocations", "Errors", "Duration"],
  "AWS/Logs": ["IncomingLogEvents", "IncomingBytes", "EMFValidationErrors", "EMFParsingErrors"],
};

const views: readonly string[] = ["timeSeries", "singleValue", "bar"] satisfies MetricProperties["view"][];

/** @throws DashboardError for what it does not know. */
export function evaluateMetrics(properties: MetricProperties, collected: Collection): MetricResult {
  if (!views.includes(properties.view))
    throw new DashboardError(`a metric widget's view ${properties.view} is unknown`);
  if (properties.stacked === true || properties.sparkline === true)
    throw new DashboardError("stacked areas and sparklines are unknown");
  const { range } = collected;
  const window = windowFor(
    range ?? { start: 0, end: 0 },
    properties.period,
    properties.setPeriodToTimeRange === true,
  );
  return new Evaluation(readEntries(properties.metrics ?? []), window, collected).result();
}

class Evaluation {
  readonly #entries: readonly Entry[];
  readonly #window: Window;
  readonly #collected: Collection;
  readonly #notInLogs = new Set<string>();
  /** Ids whose value is being worked out: an expression that needs itself has none. */
  readonly #open = new Set<string>();

  constructor(entries: readonly Entry[], window: Window, collected: Collection) {
    this.#entries = entries;
    this.#window = window;
    this.#collected = collected;
  }

  result(): MetricResult {
    const series = this.#entries
      .filter(({ rendering }) => rendering.visible !== false)
      .flatMap((entry) =>
        this.#seriesOf(entry).map((each) => ({ ...each, color: entry.rendering.color ?? null })),
      );
    return { window: this.#window, series, notInLogs: [...this.#notInLogs] };
  }

  #seriesOf(entry: Entry): Series[] {
    const value = this.#valueOf(entry);
    if (typeof value === "number" || typeof value === "string")
      throw new DashboardError("an expression must give series");
    const { label } = entry.rendering;
    if (isSeries(value)) return [{ ...value, label: label ?? value.label }];
    return value.map((series) => ({
      ...series,
      label: [label ?? "", series.label].filter((part) => part !== "").join(" "),
    }));
  }

  #valueOf({ source, rendering }: Entry): Value {
    if ("expression" in source) {
      if (/^\s*SELECT\b/i.test(source.expression))
        return evaluateSql(source.expression, "", this.#collected.metrics, this.#window);
      return evaluateMath(source.expression, this.#context());
    }
    const { namespace, name, dimensions } = source;
    this.#note(namespace, name);
    const metric = this.#collected.metrics.get(namespace, name, dimensions);
    return seriesOf(
      metric,
      rendering.label ?? name,
      parseStatistic(rendering.stat ?? "Average"),
      this.#window,
    );
  }

  #context(): MathContext {
    return {
      window: this.#window,
      byId: (id) => {
        const entry = this.#entries.find(({ rendering }) => rendering.id === id);
        if (entry === undefined) throw new DashboardError(`there is no entry with the id ${id}`);
        if (this.#open.has(id)) throw new DashboardError(`${id} needs itself`);
        this.#open.add(id);
        const value = this.#valueOf(entry);
        this.#open.delete(id);
        return value;
      },
      metrics: (idHolds) =>
        this.#entries
          .filter(
            ({ source, rendering }) => !("expression" in source) && (rendering.id ?? "").includes(idHolds),
          )
          .flatMap((entry) => this.#seriesOf(entry)),
      search: (query, statistic) => this.#search(query, parseStatistic(statistic)),
      ruleMetric: () => {
        throw new DashboardError(
          "INSIGHT_RULE_METRIC is not used by any widget, so the preview does not know it",
        );
      },
    };
  }

  #search(query: string, statistic: Statistic): Series[] {
    const search = parseSearch(query);
    for (const name of metricsOf(search)) this.#note(search.namespace, name);
    const found = this.#collected.metrics.all().filter((metric) => findsMetric(search, metric));
    const manyNames = new Set(found.map(({ name }) => name)).size > 1;
    return found
      .map((metric) => seriesOf(metric, labelOf(metric, manyNames), statistic, this.#window))
      .filter(({ points }) => points.length > 0);
  }

  #note(namespace: string, name: string): void {
    if (Object.hasOwn(workedOut, namespace) && !workedOut[namespace]?.includes(name))
      this.#notInLogs.add(`${namespace} ${name}`);
  }
}

/** The part of a found metric that distinguishes it from the others. */
function labelOf({ name, dimensions }: Metric, manyNames: boolean): string {
  const values = Object.values(dimensions).join(" ");
  return manyNames || values === "" ? [values, name].filter((part) => part !== "").join(" ") : values;
}
