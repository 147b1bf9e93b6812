/** `outcrop publish`: the layer's zip to one region or many, through the AWS SDK (docs/publish.md). */
import { enabledRegions } from "./publish/enabled-regions.ts";
import { help, options, readOptions } from "./publish/options.ts";
import { publishEverywhere, type RegionReport } from "./publish/publish.ts";
import { dryRunText, jsonOf, tableOf } from "./publish/report.ts";

export { help, options };

/** @returns 0, or 1 when a region failed. @throws UsageError, CallError */
export async function run(parameters: readonly string[]): Promise<number> {
  const given = readOptions(parameters);
  if (given === null) return print(help.trimEnd());
  const request = given.allRegions
    ? { ...given.request, regions: await enabledRegions(given.request.profile) }
    : given.request;
  const reports = await publishEverywhere(request, progress);
  if (given.json) print(jsonOf(request, reports));
  else print(request.execute ? tableOf(reports) : dryRunText(request, reports));
  return reports.some(({ status }) => status === "failed") ? 1 : 0;
}

/** Many regions take minutes: each is named on stderr when it is done. */
function progress({ region, status }: RegionReport): void {
  process.stderr.write(`${region}: ${status}\n`);
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}
