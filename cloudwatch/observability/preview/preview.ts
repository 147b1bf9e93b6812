/** The whole dashboard over collected logs, as an HTML page. */
import { namespace } from "../../../core/telemetry/metrics.ts";
import { DashboardError } from "../../metric-math/dashboard-error.ts";
import { parseSearch } from "../../metric-math/search-expression.ts";
import { findsMetric } from "../../metric-math/search-query.ts";
import { Collection } from "../../preview/collect.ts";
import type { DashboardBody } from "../../preview/dashboard-body.ts";
import type { Drawn } from "../../preview/drawn.ts";
import { evaluateBody, type Subject } from "../../preview/evaluate-body.ts";
import { type About, renderPage } from "../../preview/page.ts";
import { type Alarm, alarms } from "../alarms.ts";
import { dashboardBody } from "../dashboard/dashboard.ts";
import { dimension } from "../dashboard/parts/metric-names.ts";
import { ruleBody, rules } from "../rules.ts";
import type { Scope } from "../scope.ts";
import { explainEmpty } from "./empty.ts";
import { ownLineOf } from "./own-line.ts";

/**
 * Alarms as the template makes them by default: one whose threshold only its owner knows is off there, too.
 */
const shownAlarms = alarms.filter(
  (alarm): alarm is Alarm & { readonly threshold: number } => typeof alarm.threshold === "number",
);

const ruleNameOf = (id: string) => `outcrop-${id}`;
const arnOf = (name: string) => `arn:aws:cloudwatch:preview:000000000000:alarm:outcrop-${name}`;

const scope: Scope = {
  region: "preview",
  // Every log group: the logs were chosen when they were exported.
  source: "SOURCE logGroups(namePrefix: ['/'])",
  alarmArns: shownAlarms.map(({ name }) => arnOf(name)),
  rules: true,
  ruleNames: Object.fromEntries(rules.map(({ id }) => [id, ruleNameOf(id)])),
};

const subject: Subject = {
  alarms: Object.fromEntries(shownAlarms.map((alarm) => [arnOf(alarm.name), alarm])),
  rules: Object.fromEntries(rules.map((rule) => [ruleNameOf(rule.id), ruleBody(rule, [])])),
  explainEmpty,
};

/** Fill it with events, then draw it. */
export function emptyCollection(): Collection {
  return new Collection(ownLineOf);
}

/**
 * @param functionName what a reader would type into the dashboard's box; null shows every function.
 * @throws DashboardError for a name that no function has: a page without findings would call it healthy.
 */
export function drawDashboard(collected: Collection, functionName: string | null = null): Drawn[] {
  if (functionName !== null && collected.lines > 0 && !reported(functionName, collected)) {
    const some = [...collected.functions].sort().slice(0, 5).join(", ");
    throw new DashboardError(
      `no function in these logs has the name or word ${functionName}; use one of these: ${some}`,
    );
  }
  return evaluateBody(chosen(dashboardBody(scope), functionName), subject, collected);
}

export function previewPage(
  drawn: readonly Drawn[],
  collected: Collection,
  about: Pick<About, "title" | "notes">,
): string {
  return renderPage(drawn, {
    ...about,
    range: collected.range,
    functions: [...collected.functions].sort(),
    events: collected.events.length,
    invocations: collected.invocations,
  });
}

function reported(functionName: string, { metrics }: Collection): boolean {
  const search = parseSearch(`{${namespace},"${dimension}"} ${functionName}`);
  return metrics.all().some((metric) => findsMetric(search, metric));
}

/** As CloudWatch does it: the variable's text is replaced everywhere in the widgets. */
function chosen(body: DashboardBody, functionName: string | null): DashboardBody {
  const [variable] = body.variables;
  if (functionName === null || variable === undefined) return body;
  const widgets = JSON.stringify(body.widgets).replaceAll(variable.pattern, () =>
    JSON.stringify(functionName).slice(1, -1),
  );
  return { ...body, widgets: JSON.parse(widgets) };
}
