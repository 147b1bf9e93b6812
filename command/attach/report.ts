/** The plan, or what came of it, for a person. */
import Table from "cli-table3";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { andList, counted, listed } from "../../page/counts.ts";
import type { Outcome } from "./carry-out.ts";
import type { FleetReport } from "./fleet-report.ts";
import { shownWrapper, stateOf } from "./function-state.ts";
import type { FunctionPlan } from "./plan.ts";
import { chainVariable } from "./settings.ts";
import { type SkipCode, skipNames } from "./verdict.ts";

export function reportText(report: FleetReport): string {
  const { executed, command } = report;
  const head = executed ? [] : [`A plan: nothing was changed. Add --execute to ${command}.`, ""];
  const table = tableOf(report);
  return [
    ...head,
    ...summary(report),
    "",
    ...layerLines(report),
    ...(table === null ? [] : [table]),
    ...remarks(report),
  ].join("\n");
}

/** Counts on top: how many of what, and each reason why a function is left alone. */
function summary({ plans, outcomes, region, ended }: FleetReport): string[] {
  const counts = countsBy(plans.map((plan) => stateOf(plan, outcomes)));
  const parts = counts.map(([what, count]) => `${count} ${what}`);
  const reasons = countsBy(plans.flatMap(({ verdict }) => (verdict.kind === "skip" ? [verdict.code] : [])));
  return [
    `${counted(plans.length, "function")} in ${region}${plans.length === 0 ? "" : `: ${parts.join(", ")}`}`,
    ...reasons.map(
      ([code, count]) => `  ${String(count).padStart(4)} skipped: ${skipNames[code as SkipCode]}`,
    ),
    ...(ended === null
      ? []
      : [`Ended before all were begun: ${plainText(ended)}. The same command does the rest.`]),
  ];
}

function countsBy(items: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

function layerLines({ layer, record }: FleetReport): string[] {
  const kept = `record    ${plainText(record ?? "none: every trace is removed")}`;
  if (layer === null) return [kept, ""];
  const arn = layer.isPublished
    ? layer.arn
    : `${layer.name}: no version has this content; one is published first`;
  return [`layer     ${arn}`, kept, ""];
}

function tableOf({ plans, outcomes }: FleetReport): string | null {
  if (plans.length === 0) return null;
  const noLines = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
  const table = new Table({
    head: ["function", "runtime", outcomes === null ? "plan" : "result", "about it"],
    style: { head: [], border: [] },
    chars: noLines,
  });
  const rank = ({ verdict }: FunctionPlan): number =>
    ["unread", "change", "skip", "none"].indexOf(verdict.kind);
  for (const plan of [...plans].sort((a, b) => rank(a) - rank(b)))
    table.push([
      plainText(plan.name),
      plainText(plan.now?.runtime ?? "").slice(0, 20),
      stateOf(plan, outcomes).replace(/^to /, ""),
      plainText(aboutIt(plan, outcomes)),
    ]);
  return table.toString();
}

function aboutIt(plan: FunctionPlan, outcomes: ReadonlyMap<string, Outcome> | null): string {
  const { verdict, owner, aliases, chained, name } = plan;
  if (verdict.kind === "skip" || verdict.kind === "unread") return verdict.why;
  const outcome = outcomes?.get(name);
  if (verdict.kind === "none") return outcome?.kind === "failed" ? (outcome.why ?? "") : "";
  if (outcome !== undefined && outcome.why !== null) return outcome.why;
  return [
    ...(chained === null ? [] : [`chains ${shownWrapper(chained)}`]),
    ...(owner === null ? [] : [`of ${owner}`]),
    ...(aliases === null ? ["its aliases cannot be read"] : []),
    ...(aliases === null || aliases.length === 0 ? [] : [`unchanged: alias ${listed(aliases, 3)}`]),
    ...(plan.now?.isManaged ? ["on Managed Instances: publish a version"] : []),
    ...(plan.now?.lastUpdate === "InProgress" ? ["an update is in progress"] : []),
    ...(plan.now?.tags === null ? ["its tags cannot be read"] : []),
  ].join("; ");
}

function remarks({ plans }: FleetReport): string[] {
  const changes = plans.filter(({ verdict }) => verdict.kind === "change");
  const owners = [...new Set(changes.flatMap(({ owner }) => owner ?? []))].sort();
  const owned = changes.filter(({ owner }) => owner !== null).length;
  const pinned = changes.filter(({ aliases }) => (aliases?.length ?? 0) > 0).length;
  const chains = changes.filter(({ chained }) => chained !== null).length;
  return [
    ...(chains === 0
      ? []
      : [
          "",
          `${counted(chains, "function")} with another wrapper: it runs after Outcrop's (${chainVariable}).`,
        ]),
    ...(owned === 0
      ? []
      : [
          "",
          `${counted(owned, "function")} of ${andList(owners)}: the next deployment reverts this. ` +
            "Attach there to keep it.",
        ]),
    ...(pinned === 0
      ? []
      : [
          "",
          `${counted(pinned, "function")} with aliases of published versions: a version never changes. ` +
            "Publish a new one and move the alias.",
        ]),
  ];
}
