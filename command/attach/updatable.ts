/** Whether a function takes an update in its state (Lambda Developer Guide, "Lambda function states"). */
import { plainText } from "../../core/telemetry/plain-text.ts";
import type { Deployed } from "./deployed.ts";
import { hideValues } from "./hide-values.ts";
import { skip, type Verdict } from "./verdict.ts";

/** `ActiveNonInvocable`: on Managed Instances, where published versions are invoked. */
const states: ReadonlySet<string> = new Set(["Active", "Inactive", "ActiveNonInvocable"]);

/** @returns null where it does */
export function updatable(now: Deployed): Verdict | null {
  if (!states.has(now.state)) return skip("state", `its state is ${plainText(now.state).slice(0, 60)}`);
  if (now.lastUpdate === "Failed") return skip("update-failed", `its last update failed${reasonOf(now)}`);
  return null;
}

/** `: why`, without a value of a variable; empty where Lambda does not say it. */
export function reasonOf({ reason, settings }: Deployed): string {
  const said = reason === null ? "" : plainText(hideValues(reason, [settings.variables])).slice(0, 200);
  return said === "" ? "" : `: ${said}`;
}
