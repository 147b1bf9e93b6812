/** Carries a plan out, a few functions at a time. */
import { CallError } from "../shared/call-error.ts";
import { carryOut, type Outcome } from "./carry-out.ts";
import { inParallel } from "./in-parallel.ts";
import type { LambdaAccount } from "./lambda-account.ts";
import type { FunctionPlan } from "./plan.ts";
import { RecordError } from "./record.ts";
import type { Steps } from "./steps.ts";

export interface FleetRun {
  /** Of each function that was to change and was begun. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Why the others were not begun; null where all were. */
  readonly ended: string | null;
}

export interface Running {
  readonly isStopped: () => boolean;
  readonly onDone: (count: number, all: number) => void;
}

export async function changeFleet(
  account: LambdaAccount,
  plans: readonly FunctionPlan[],
  steps: Steps,
  { isStopped, onDone }: Running,
): Promise<FleetRun> {
  const changes = plans.filter((plan) => plan.verdict.kind === "change" || isUnsure(plan));
  const outcomes = new Map<string, Outcome>();
  let count = 0;
  let ended: string | null = null;
  try {
    // What an ended run left to note.
    for (const plan of plans)
      if (plan.verdict.kind === "none" && plan.now !== null && !isUnsure(plan)) steps.done(plan.now);
    await inParallel(
      changes,
      async ({ name }) => {
        // The record, or credentials, may fail in the middle of it: then it counts as begun.
        outcomes.set(name, { kind: "failed", why: "ended in the middle: run this again" });
        outcomes.set(name, await carryOut(account, name, steps));
        onDone(++count, changes.length);
      },
      isStopped,
    );
    if (outcomes.size < changes.length) ended = "interrupted";
  } catch (error) {
    if (!(error instanceof CallError) && !(error instanceof RecordError)) throw error;
    ended = error.message;
  }
  return { outcomes, ended };
}

/** It looks as wanted, and the update that made it so may still fail: an ended run's, for example. */
function isUnsure({ verdict, now }: FunctionPlan): boolean {
  return verdict.kind === "none" && now?.lastUpdate === "InProgress";
}
