/** Every widget of a dashboard's body, evaluated over the logs. */

import { evaluate } from "../insights/evaluate.ts";
import { DashboardError } from "../metric-math/dashboard-error.ts";
import type { Alarm } from "../observability/alarms.ts";
import { explainEmpty } from "../observability/preview/empty.ts";
import { type Rule, ruleBody } from "../observability/rules.ts";
import type { Scope } from "../observability/scope.ts";
import { alarmState } from "./alarm-state.ts";
import type { Collected } from "./collect.ts";
import { contributorsOf } from "./contributors.ts";
import type { DashboardBody, Widget } from "./dashboard-body.ts";
import type { Drawn } from "./drawn.ts";
import { evaluateMetrics } from "./metric-widget.ts";

export interface Subject {
  readonly scope: Scope;
  /** By the ARN the scope gives them. */
  readonly alarms: Readonly<Record<string, Alarm>>;
  readonly rules: readonly Rule[];
}

export function evaluateBody(body: DashboardBody, subject: Subject, collected: Collected): Drawn[] {
  return body.widgets.map((widget) => {
    const { x, y, width, height } = widget;
    const place = { x, y, width, height, title: "title" in widget.properties ? widget.properties.title : null };
    try {
      return { ...place, ...drawnFrom(widget, subject, collected) } as Drawn;
    } catch (error) {
      // A page with one widget missing, and named, serves better than none.
      return { ...place, kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  });
}

type Content<D> = D extends unknown ? Omit<D, "x" | "y" | "width" | "height" | "title"> : never;

function drawnFrom(widget: Widget, { scope, alarms, rules }: Subject, collected: Collected): Content<Drawn> {
  switch (widget.type) {
    case "text":
      return { kind: "text", markdown: widget.properties.markdown, transparent: widget.properties.background === "transparent" };
    case "alarm":
      return {
        kind: "alarms",
        alarms: widget.properties.alarms.map((arn) => {
          const alarm = alarms[arn];
          if (alarm === undefined) throw new DashboardError(`no alarm is named ${arn}`);
          return alarmState(alarm, collected, {});
        }),
      };
    case "log": {
      if (widget.properties.view !== "table") throw new DashboardError(`a log widget's view ${widget.properties.view} is unknown`);
      const table = evaluate(widget.properties.query, collected.events);
      return table.rows.length > 0 ? { kind: "table", table } : { kind: "empty", empty: explainEmpty(widget, collected) };
    }
    case "metric": {
      const { insightRule } = widget.properties;
      if (insightRule !== undefined) {
        const rule = rules.find(({ id }) => scope.ruleNames[id] === insightRule.ruleName);
        if (rule === undefined) throw new DashboardError(`no rule is named ${insightRule.ruleName}`);
        const contributors = contributorsOf(ruleBody(rule, []), collected.events).slice(0, insightRule.maxContributorCount);
        const keys = rule.keys.map((path) => path.slice("$.".length));
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
