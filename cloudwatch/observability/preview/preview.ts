/** The whole dashboard over collected logs, as an HTML page. */
import { docsUrl } from "../../../core/docs-address.ts";
import { dimension, namespace } from "../../../core/telemetry/metrics.ts";
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
import { ruleBody, rules } from "../rules.ts";
import type { Scope } from "../scope.ts";
import { explainEmpty } from "./empty.ts";
import { ownLineOf } from "./own-line.ts";
import { chipOfState } from "./state-chip.ts";

/** Alarms as the template makes them by default: one with a switch of its own is off there, too. */
const shownAlarms = alarms.filter(
  (alarm): alarm is Alarm & { readonly threshold: number } =>
    alarm.condition === undefined && typeof alarm.threshold === "number",
);

const ruleNameOf = (id: string) => `outcrop-${id}`;
const arnOf = (name: string) => `arn:aws:cloudwatch:preview:000000000000:alarm:outcrop-${name}`;

const scope: Scope = {
  region: "preview",
  // Every log group: the logs were chosen when they were exported.
  source: "SOURCE logGroups(namePrefix: ['/'])",
  docsUrl,
  alarmArns: shownAlarms.map(({ name }) => arnOf(name)),
  rules: true,
  ruleNames: Object.fromEntries(rules.map(({ id }) => [id, ruleNameOf(id)])),
};

function subjectOf(isChosen: (functionName: string) => boolean): Subject {
  return {
    alarms: Object.fromEntries(shownAlarms.map((alarm) => [arnOf(alarm.name), alarm])),
    rules: Object.fromEntries(rules.map((rule) => [ruleNameOf(rule.id), ruleBody(rule, [])])),
    explainEmpty: (widget, collected, notInLogs) => explainEmpty(widget, collected, notInLogs, isChosen),
  };
}

/** Fill it with events, then draw it. */
export function emptyCollection(): Collection {
  return new Collection(ownLineOf);
}

/**
 * @param functionName what a reader would type into the dashboard's box; null shows every function.
 * @throws DashboardError for a name that no function has: a page without findings would call it healthy.
 */
export function drawDashboard(collected: Collection, functionName: string | null = null): Drawn[] {
  const isChosen = choiceOf(functionName);
  const isKnown = [...namesOf(collected)].some(isChosen);
  if (functionName !== null && collected.lines > 0 && !isKnown) {
    const some = [...collected.functions].sort().slice(0, 5).join(", ");
    throw new DashboardError(
      `no function in these logs has the name or word ${functionName}; use one of these: ${some}`,
    );
  }
  return evaluateBody(chosen(dashboardBody(scope), functionName), subjectOf(isChosen), collected);
}

export function previewPage(
  drawn: readonly Drawn[],
  collected: Collection,
  about: Pick<About, "title" | "notes">,
): string {
  return renderPage(drawn, {
    ...about,
    chipOf: chipOfState,
    range: collected.range,
    functions: [...collected.functions].sort(),
    events: collected.events.length,
    invocations: collected.invocations,
  });
}

/** Whether the dashboard's searches find a function by what the reader typed. */
function choiceOf(functionName: string | null): (name: string) => boolean {
  if (functionName === null) return () => true;
  const search = parseSearch(`{${namespace},"${dimension}"} ${functionName}`);
  const metric = { namespace, name: "", unit: null, samples: [] };
  return (name) => findsMetric(search, { ...metric, dimensions: { [dimension]: name } });
}

/** Of the functions about which Outcrop wrote something. */
function namesOf({ metrics, sights }: Collection): Set<string> {
  const own = metrics.all().filter((metric) => metric.namespace === namespace);
  const reported = own.flatMap(({ dimensions }) => dimensions[dimension] ?? []);
  return new Set([...reported, ...sights.keys()]);
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
