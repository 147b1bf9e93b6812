import type { Value } from "./math-value.ts";
import type { Series, Window } from "./series.ts";

/** What an expression may ask for. */
export interface MathContext {
  readonly window: Window;
  /** The value of another entry. @throws DashboardError when there is none. */
  byId(id: string): Value;
  /** The widget's metrics, without expressions; those whose id holds the text. */
  metrics(idHolds: string): Series[];
  search(query: string, statistic: string, periodMs: number | null): Series[];
  ruleMetric(rule: string, statistic: string): Series;
}
