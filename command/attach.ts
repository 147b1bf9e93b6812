/** `outcrop attach`: Outcrop's layer and variable for one function or a fleet (docs/attach/fleet.md). */
import { Attaching } from "./attach/attaching.ts";
import type { FleetReport } from "./attach/fleet-report.ts";
import { LambdaAccount } from "./attach/lambda-account.ts";
import { findLayer, publishLayer } from "./attach/layer.ts";
import { type AttachRequest, attachHelp, attachOptions, readAttach } from "./attach/options.ts";
import { type Clock, realClock } from "./attach/patience.ts";
import { printReport, runFleet } from "./attach/run-fleet.ts";
import { loadLambda } from "./publish/sdk.ts";
import { UsageError } from "./shared/usage.ts";

export { attachHelp as help, attachOptions as options };

/** @returns 0, or 1 when a function failed. @throws UsageError, CallError */
export async function run(parameters: readonly string[]): Promise<number> {
  const given = readAttach(parameters);
  return printReport(await attach(given, realClock), given.json);
}

/** @throws UsageError, CallError */
export async function attach(given: AttachRequest, clock: Clock): Promise<FleetReport> {
  const { selection, record } = given;
  const sdk = await loadLambda(undefined, "attach");
  const account = new LambdaAccount(sdk, selection.where, clock);
  try {
    const region = await account.region();
    if (given.layer.kind === "arn" && given.layer.arn.split(":")[3] !== region)
      throw new UsageError(`--layer-arn is of another region; a layer belongs to one, and this is ${region}`);
    const place = { sdk, region, profile: selection.where.profile };
    const layer = await findLayer(given.layer, account, place);
    const prepare = async () => {
      if (layer.isPublished || given.layer.kind === "arn")
        return { steps: new Attaching(layer, record), layer };
      const published = await publishLayer(layer, given.layer.content, place);
      return { steps: new Attaching(published, record), layer: published };
    };
    const steps = new Attaching(layer, record);
    const rest = { account, command: "attach", region, layer, steps, prepare } as const;
    return await runFleet({ ...given, ...rest, record: record.path });
  } finally {
    account.end();
  }
}
