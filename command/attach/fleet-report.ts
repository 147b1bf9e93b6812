/** What a run of attach or detach knows at its end, and its JSON. */
import type { Outcome } from "./carry-out.ts";
import { shownWrapper, stateOf } from "./function-state.ts";
import type { Layer } from "./layer.ts";
import type { FunctionPlan } from "./plan.ts";

export interface FleetReport {
  readonly command: "attach" | "detach";
  readonly executed: boolean;
  readonly region: string;
  /** Null for detach, which needs none. */
  readonly layer: Layer | null;
  /** Its path; null where it is not used. */
  readonly record: string | null;
  readonly plans: readonly FunctionPlan[];
  /** Of the functions that were begun; null for a plan. */
  readonly outcomes: ReadonlyMap<string, Outcome> | null;
  /** Why not all were begun. */
  readonly ended: string | null;
}

export function exitCode({ plans, outcomes, ended }: FleetReport): 0 | 1 {
  const hasFailed = [...(outcomes?.values() ?? [])].some(({ kind }) => kind === "failed");
  return hasFailed || ended !== null || plans.some(({ verdict }) => verdict.kind === "unread") ? 1 : 0;
}

export function reportJson(report: FleetReport): string {
  const { command, executed, region, layer, record, plans, outcomes, ended } = report;
  const document = {
    command,
    executed,
    region,
    layer: layer && { name: layer.name, arn: layer.isPublished ? layer.arn : null },
    record,
    ended,
    functions: plans.map((plan) => functionJson(plan, outcomes)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function functionJson(plan: FunctionPlan, outcomes: FleetReport["outcomes"]) {
  const { name, now, verdict, chained, owner, aliases } = plan;
  const outcome = outcomes?.get(name) ?? null;
  return {
    name,
    arn: now?.arn ?? null,
    runtime: now?.runtime ?? null,
    plan: verdict.kind === "change" ? verdict.does : verdict.kind,
    /** For programs that count: why it is skipped. */
    code: verdict.kind === "skip" ? verdict.code : null,
    why: outcome?.why ?? (verdict.kind === "change" ? null : verdict.why),
    result: outcomes === null ? null : stateOf(plan, outcomes),
    chainedWrapper: chained === null ? null : shownWrapper(chained),
    owner,
    versionedAliases: aliases,
  };
}
