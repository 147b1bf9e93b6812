/**
 * `outcrop publish`: the layer's zip to one region or many, through the AWS CLI. docs/publish.md is for its
 * reader.
 */
import { AwsCli } from "./publish/aws-cli.ts";
import { help, options, readOptions } from "./publish/options.ts";
import { enabledRegions, publishEverywhere, type RegionReport } from "./publish/publish.ts";
import { jsonOf, scriptOf, tableOf } from "./publish/report.ts";

export { help, options };

/** @returns 0, or 1 when a region failed. @throws UsageError, AwsError */
export async function run(parameters: readonly string[]): Promise<number> {
  const given = readOptions(parameters);
  if (given === null) return print(help.trimEnd());
  const aws = new AwsCli(process.env);
  const { profile } = given.request;
  const request = given.allRegions
    ? { ...given.request, regions: await enabledRegions(aws, profile) }
    : given.request;
  const reports = await publishEverywhere(aws, request, progress);
  if (given.json) print(jsonOf(request, reports));
  else print(request.execute ? tableOf(reports) : scriptOf(request, reports));
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
