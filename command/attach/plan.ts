/** What would happen to each function. Reads only. */
import { CallError } from "../shared/call-error.ts";
import { chainedWrapper } from "./attached.ts";
import { hasTags } from "./choose.ts";
import type { Deployed } from "./deployed.ts";
import { inParallel } from "./in-parallel.ts";
import type { LambdaAccount } from "./lambda-account.ts";
import { ownerOf } from "./owner.ts";
import type { Selection } from "./selection.ts";
import type { Steps } from "./steps.ts";
import { skip, type Verdict } from "./verdict.ts";

export interface FunctionPlan {
  readonly name: string;
  /** Null where the function cannot be read. */
  readonly now: Deployed | null;
  readonly verdict: Verdict | { readonly kind: "unread"; readonly why: string };
  /** The wrapper that will run after Outcrop's. */
  readonly chained: string | null;
  /** What deploys it; null where no tag shows it. */
  readonly owner: string | null;
  /** Those that point to published versions; null where they cannot be read, or nothing changes. */
  readonly aliases: readonly string[] | null;
}

export interface PlanRequest {
  readonly steps: Steps;
  readonly tags: Selection["tags"];
  /** Whether a layer without a signature is added, which a function may refuse. */
  readonly addsUnsigned: boolean;
  readonly onRead: (count: number) => void;
}

/** Without those that do not have the wanted tags. @throws CallError where every function would meet it */
export async function planFleet(
  account: LambdaAccount,
  names: readonly string[],
  request: PlanRequest,
): Promise<FunctionPlan[]> {
  let count = 0;
  const plans = await inParallel(names, async (name) => {
    const plan = await planOf(account, name, request);
    request.onRead(++count);
    return plan;
  });
  return names.flatMap((name) => plans.get(name) ?? []);
}

async function planOf(
  account: LambdaAccount,
  name: string,
  request: PlanRequest,
): Promise<FunctionPlan | null> {
  const nothing = { name, chained: null, owner: null, aliases: null };
  const now = await orWhy(account.get(name));
  if ("why" in now) return { ...nothing, now: null, verdict: { kind: "unread", why: now.why } };
  if (request.tags.length > 0 && now.tags === null)
    return { ...nothing, now, verdict: { kind: "unread", why: "its tags cannot be read: lambda:ListTags" } };
  if (!hasTags(now.tags, request.tags)) return null;
  const verdict = await judged(account, now, request);
  if (verdict.kind !== "change") return { ...nothing, now, verdict };
  const aliases = await orWhy(account.aliases(name));
  return {
    name,
    now,
    verdict,
    chained: chainedWrapper(verdict.to),
    owner: now.tags === null ? null : ownerOf(now.tags),
    aliases: "why" in aliases ? null : aliases,
  };
}

async function judged(
  account: LambdaAccount,
  now: Deployed,
  { steps, addsUnsigned }: PlanRequest,
): Promise<Verdict> {
  const verdict = steps.next(now);
  if (verdict.kind !== "change" || !addsUnsigned || !now.isSigned) return verdict;
  // Where this cannot be read, Lambda decides: it refuses the update as a whole.
  const refuses = await orWhy(account.refusesUnsigned(now.name));
  return refuses === true
    ? skip("signing", "its code signing configuration takes only signed layers")
    : verdict;
}

/** @throws CallError where every other call would fail the same way */
async function orWhy<Answer>(call: Promise<Answer>): Promise<Answer | { readonly why: string }> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof CallError) || error.everywhere) throw error;
    return { why: error.message };
  }
}
