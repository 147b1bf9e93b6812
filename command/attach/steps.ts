/** What attaching and detaching have in common: each is a step from what a function is now. */
import type { Deployed } from "./deployed.ts";
import type { Settings } from "./settings.ts";
import type { Verdict } from "./verdict.ts";

export interface Steps {
  /** Is asked again whenever the function has changed. */
  next(now: Deployed): Verdict;
  /** Keeps what was, before an update is sent. */
  before(now: Deployed, to: Settings): void;
  /** The function is as wanted. */
  done(now: Deployed): void;
  /** The settings without this run's change, where others changed them since. */
  undo(arn: string, now: Settings): Settings;
  /** The function is as it was before the run. */
  undone(arn: string): void;
}
