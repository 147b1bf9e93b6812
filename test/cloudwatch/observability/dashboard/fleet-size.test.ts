/**
 * How many functions with findings the graphs by function hold, as docs/observability.md says. A widget has at
 * most 500 metrics and a dashboard 2,500, those included that metric math only reads (Amazon CloudWatch User
 * Guide, "CloudWatch service quotas", Dashboards). Numbers and tables have no such limit.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseExpression, partsOf } from "../../../../cloudwatch/metric-math/expression.ts";
import { metricsOf, parseSearch } from "../../../../cloudwatch/metric-math/search-expression.ts";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import type { Widget } from "../../../../cloudwatch/preview/dashboard-body.ts";
import { scope } from "./scope.ts";

const quota = { widget: 500, dashboard: 2500 };

/** How many series a widget has, of a function that has every metric of its searches. */
function seriesOfAFunction(widget: Widget): number {
  if (widget.type !== "metric") return 0;
  const options = (widget.properties.metrics ?? []).flat().filter((part) => typeof part === "object");
  const calls = options.flatMap((option) =>
    "expression" in option && !option.expression.startsWith("SELECT ")
      ? [...partsOf(parseExpression(option.expression))]
      : [],
  );
  const searches = calls.flatMap((call) =>
    call.kind === "call" && call.name === "SEARCH" && call.parameters[0]?.kind === "text"
      ? [call.parameters[0].value]
      : [],
  );
  return searches.flatMap((search) => metricsOf(parseSearch(search))).length;
}

it("is what the guide says", () => {
  const series = dashboardBody(scope).widgets.map(seriesOfAFunction);
  const total = series.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...series);
  const functions = Math.floor(Math.min(quota.dashboard / total, quota.widget / most));
  const guide = readFileSync("docs/observability.md", "utf8").replace(/\s+/g, " ");
  expect(guide).toContain(
    `A function that has every such metric has ${total} series, ${most} of them in one widget, so these graphs ` +
      `hold at least ${functions} functions with findings`,
  );
});
