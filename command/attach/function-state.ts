/** What a report says about one function, in a few words. */
import type { Outcome } from "./carry-out.ts";
import type { FunctionPlan } from "./plan.ts";
import type { Does } from "./verdict.ts";

const planned: Readonly<Record<Does, string>> = {
  attach: "attach",
  replace: "replace the version",
  detach: "detach",
  restore: "restore the earlier version",
  "put back": "put back a failed update",
};

const done: Readonly<Record<Does, string>> = {
  attach: "attached",
  replace: "version replaced",
  detach: "detached",
  restore: "earlier version restored",
  "put back": "put back",
};

/** A few words, by which functions are counted. */
export function stateOf(
  { name, verdict }: FunctionPlan,
  outcomes: ReadonlyMap<string, Outcome> | null,
): string {
  if (verdict.kind === "unread") return "not readable";
  if (verdict.kind === "skip") return "skipped";
  if (verdict.kind === "none") return outcomes?.get(name)?.kind === "failed" ? "failed" : verdict.why;
  if (outcomes === null) return `to ${planned[verdict.does]}`;
  const outcome = outcomes.get(name);
  if (outcome === undefined) return "not begun";
  if (outcome.kind === "done") return done[verdict.does];
  return outcome.kind === "unchanged" ? (outcome.why ?? "unchanged") : outcome.kind;
}

/** A variable's value: shown where it is a path in a layer or in the function, as every wrapper's is. */
export function shownWrapper(path: string): string {
  return /^\/(?:opt|var\/task)\/[\w./-]{1,200}$/.test(path) ? path : "its own wrapper";
}
