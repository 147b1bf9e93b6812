/**
 * Changes one function, and knows afterwards what it is. An update is one call, so it is made or not made,
 * and the answer may be lost. So nothing is concluded from an answer: the function is read again, and the
 * next step follows from what it is. The revision keeps an update away from a function that someone else
 * changed.
 */
import { CallError } from "../shared/call-error.ts";
import type { Deployed } from "./deployed.ts";
import type { LambdaAccount } from "./lambda-account.ts";
import { waitMs } from "./patience.ts";
import { type Settings, sameSettings } from "./settings.ts";
import type { Steps } from "./steps.ts";
import { reasonOf } from "./updatable.ts";

export interface Outcome {
  /** `failed`: the function is as it was, unless `why` says otherwise. */
  readonly kind: "done" | "unchanged" | "skipped" | "failed";
  readonly why: string | null;
}

interface Sent {
  readonly from: Settings;
  readonly to: Settings;
}

/** So often an update is planned again, when others change the function or answers are lost. */
const maxRounds = 8;
/** An update of a function in a VPC takes a minute or two. */
const maxSettleMs = 600_000;

/** @throws CallError where every other function would meet it, Error where the record cannot be written */
export async function carryOut(account: LambdaAccount, name: string, steps: Steps): Promise<Outcome> {
  let sent: Sent | null = null;
  let refusal: CallError | null = null;
  try {
    for (let round = 1; ; round++) {
      const now = await settled(account, name);
      if (now.lastUpdate === "InProgress") return failed("an update is still in progress after 10 minutes");
      const last: Sent | null = sent;
      if (last !== null && now.lastUpdate === "Failed" && isOneOf(now.settings, last))
        return await putBack(account, now, last, steps);
      const verdict = steps.next(now);
      if (verdict.kind === "none") {
        steps.done(now);
        return last === null ? { kind: "unchanged", why: verdict.why } : { kind: "done", why: null };
      }
      if (last !== null && (round > maxRounds || verdict.kind === "skip" || refusal !== null)) {
        if (sameSettings(now.settings, last.from)) steps.undone(now.arn);
        if (verdict.kind === "skip") return failed(verdict.why);
        return failed(refusal?.message ?? `it was changed by others, or was busy, ${maxRounds} times`);
      }
      if (verdict.kind === "skip") return { kind: "skipped", why: verdict.why };
      if (verdict.does === "put back")
        return await putBack(account, now, { from: verdict.to, to: now.settings }, steps);
      steps.before(now, verdict.to);
      sent = { from: now.settings, to: verdict.to };
      // The function is read again even then: a call may be sent twice, and the first one made.
      refusal = await send(account, now, verdict.to, round);
    }
  } catch (error) {
    if (!(error instanceof CallError) || error.everywhere) throw error;
    return failed(
      sent === null ? error.message : `${error.message}; whether it was changed is not known: run this again`,
    );
  }
}

/** Reads the function until no update is in progress, or for ten minutes. @throws CallError */
async function settled(account: LambdaAccount, name: string): Promise<Deployed> {
  const end = account.clock.now() + maxSettleMs;
  for (let pause = 400; ; pause = Math.min(1.5 * pause, 5_000)) {
    const now = await account.get(name);
    if (now.lastUpdate !== "InProgress" || account.clock.now() + pause > end) return now;
    await account.clock.sleep(pause);
  }
}

/** @returns why the service will not make this update; null where it was made, or where that is not known */
async function send(
  account: LambdaAccount,
  now: Deployed,
  to: Settings,
  round: number,
): Promise<CallError | null> {
  try {
    await account.update(now, to);
    return null;
  } catch (error) {
    if (!(error instanceof CallError) || error.everywhere) throw error;
    if (isRefusal(error)) return error;
    await account.clock.sleep(waitMs(round, account.clock.random()));
    return null;
  }
}

/** Another revision (412), an update in progress (409), throttling (429) and errors of the service pass. */
function isRefusal({ status }: CallError): boolean {
  return status !== null && status >= 400 && status < 500 && ![408, 409, 412, 429].includes(status);
}

/** An update that Lambda took and could not finish. @throws CallError */
async function putBack(account: LambdaAccount, found: Deployed, sent: Sent, steps: Steps): Promise<Outcome> {
  const why = `Lambda could not finish the update${reasonOf(found)}`;
  let now = found;
  for (let round = 1; round <= maxRounds; round++) {
    const to = earlierSettings(now, sent, steps);
    const isThere = sameSettings(now.settings, to);
    // One that failed leaves the function in a state that takes no further attach, so it is repeated.
    if (isThere && (now.lastUpdate !== "Failed" || round === maxRounds)) {
      steps.undone(now.arn);
      return failed(`${why}; it was put back to what it was`);
    }
    const refusal = await send(account, now, to, round);
    if (refusal !== null) return failed(`${why}; it could not be put back: ${refusal.message}`);
    now = await settled(account, now.name);
  }
  return failed(`${why}; it could not be put back in ${maxRounds} attempts: run outcrop detach for it`);
}

function earlierSettings({ arn, settings }: Deployed, { from, to }: Sent, steps: Steps): Settings {
  return isOneOf(settings, { from, to }) ? from : steps.undo(arn, settings);
}

function isOneOf(settings: Settings, { from, to }: Sent): boolean {
  return sameSettings(settings, from) || sameSettings(settings, to);
}

function failed(why: string): Outcome {
  return { kind: "failed", why };
}
