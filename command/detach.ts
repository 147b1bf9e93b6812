/** `outcrop detach`: functions as they were before Outcrop was attached (docs/attach/fleet.md). */
import { Detaching } from "./attach/detaching.ts";
import type { FleetReport } from "./attach/fleet-report.ts";
import { LambdaAccount } from "./attach/lambda-account.ts";
import { type DetachRequest, detachHelp, detachOptions, readDetach } from "./attach/options.ts";
import { type Clock, realClock } from "./attach/patience.ts";
import { printReport, runFleet } from "./attach/run-fleet.ts";
import { loadLambda } from "./publish/sdk.ts";

export { detachHelp as help, detachOptions as options };

/** @returns 0, or 1 when a function failed. @throws UsageError, CallError */
export async function run(parameters: readonly string[]): Promise<number> {
  const given = readDetach(parameters);
  return printReport(await detach(given, realClock), given.json);
}

/** @throws CallError */
export async function detach(given: DetachRequest, clock: Clock): Promise<FleetReport> {
  const { selection, record, layerName } = given;
  const sdk = await loadLambda(undefined, "detach");
  const account = new LambdaAccount(sdk, selection.where, clock);
  try {
    const region = await account.region();
    const steps = new Detaching(layerName, record);
    const prepare = async () => ({ steps, layer: null });
    const rest = { account, command: "detach", region, layer: null, steps, prepare } as const;
    return await runFleet({ ...given, ...rest, record: record?.path ?? null });
  } finally {
    account.end();
  }
}
