/** Every widget of a dashboard's body, evaluated over the logs. */

import { evaluate } from "../insights/evaluate.ts";
import { DashboardError } from "../metric-math/dashboard-error.ts";
import type { Alarm } from "./alarm.ts";
import { alarmState } from "./alarm-state.ts";
import type { Collection } from "./collect.ts";
import { contributorsOf, type RuleBody } from "./contributors.ts";
import type { DashboardBody, Widget } from "./dashboard-body.ts";
import type { Drawn, Empty } from "./drawn.ts";
import { evaluateMetrics } from "./metric-widget.ts";

/** What a body refers to, and what is said where a widget of it is empty. */
export interface Subject {
  /** By their ARNs. */
  readonly alarms: Readonly<Record<string, Alarm>>;
  /** Contributor Insights rules by their names. */
  readonly rules: Readonly<Record<string, RuleBody>>;
  /** @param notInLogs AWS's own metrics that the widget shows and logs do not hold */
  explainEmpty(widget: Widget, collected: Collection, notInLogs?: readonly string[]): Empty;
}

export function evaluateBody(body: DashboardBody, subject: Subject, collected: Collection): Drawn[] {
  return body.widgets.map((widget) => {
    const { x, y, width, height } = widget;
    const place = {
      x,
      y,
      width,
      height,
      title: "title" in widget.properties ? widget.properties.title : null,
    };
    try {
      return { ...place, ...drawnFrom(widget, subject, collected) } as Drawn;
    } catch (error) {
      // A page with one widget missing, and named, serves better than none.
      return { ...place, kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  });
}

type Content<D> = D extends unknown ? Omit<D, "x" | "y" | "width" | "height" | "title"> : never;

function drawnFrom(
  widget: Widget,
  { alarms, rules, explainEmpty }: Subject,
  collected: Collection,
): Content<Drawn> {
  switch (widget.type) {
    case "text":
      return {
        kind: "text",
        markdown: widget.properties.markdown,
        transparent: widget.properties.background === "transparent",
      };
    case "alarm":
      return {
        kind: "alarms",
        alarms: widget.properties.alarms.map((arn) => {
          const alarm = alarms[arn];
          if (alarm === undefined) throw new DashboardError(`no alarm is named ${arn}`);
          return alarmState(alarm, collected);
        }),
      };
    case "log": {
      if (widget.properties.view !== "table")
        throw new DashboardError(`a log widget's view ${widget.properties.view} is unknown`);
      const table = evaluate(widget.properties.query, collected.events);
      return table.rows.length > 0
        ? { kind: "table", table }
        : { kind: "empty", empty: explainEmpty(widget, collected) };
    }
    case "metric": {
      const { insightRule } = widget.properties;
      if (insightRule !== undefined) {
        const rule = Object.hasOwn(rules, insightRule.ruleName) ? rules[insightRule.ruleName] : undefined;
        if (rule === undefined) throw new DashboardError(`no rule is named ${insightRule.ruleName}`);
        const contributors = contributorsOf(rule, collected.events).slice(0, insightRule.maxContributorCount);
        const keys = rule.Contribution.Keys.map((path) => path.slice("$.".length));
        return contributors.length > 0
          ? { kind: "contributors", keys, contributors }
          : { kind: "empty", empty: explainEmpty(widget, collected) };
      }
      const result = evaluateMetrics(widget.properties, collected);
      const drawn = result.series.some(({ points }) => points.length > 0) && collected.range !== null;
      return drawn
        ? { kind: "metrics", properties: widget.properties, result }
        : { kind: "empty", empty: explainEmpty(widget, collected, result.notInLogs) };
    }
  }
}
