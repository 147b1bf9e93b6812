/** `npm run publish-layer`: the layer's zip to one region or many, through the AWS CLI. docs/publish.md is for its reader. */
import { plainText } from "../../core/telemetry/plain-text.ts";
import { UsageError } from "../shared/option-values.ts";
import { AwsCli } from "./aws-cli.ts";
import { help, readOptions } from "./options.ts";
import { enabledRegions, publishEverywhere, type RegionReport } from "./publish.ts";
import { jsonOf, scriptOf, tableOf } from "./report.ts";

/** @returns the exit code */
async function main(parameters: readonly string[]): Promise<number> {
  const options = readOptions(parameters);
  if (options === null) return print(help.trimEnd());
  const aws = new AwsCli(process.env);
  const { profile } = options.request;
  const request = options.allRegions ? { ...options.request, regions: await enabledRegions(aws, profile) } : options.request;
  const reports = await publishEverywhere(aws, request, progress);
  if (options.json) print(jsonOf(request, reports));
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

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`publish-layer: ${plainText(message.split("\n")[0] ?? "")}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
