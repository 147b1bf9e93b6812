/** `outcrop demo`: what Outcrop finds in an orders service whose zip, layers and runtime collide. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isClone } from "../core/own-files.ts";
import { terminalPage } from "../page/text-page.ts";
import { leaveDeployed } from "../sandbox/demo/deployed.ts";
import { missingFindings } from "../sandbox/demo/expectations.ts";
import { absolute, logFile, outputFolder, telemetryFile } from "../sandbox/demo/places.ts";
import { play } from "../sandbox/demo/play.ts";
import { report } from "../sandbox/demo/report.ts";
import { outcropLines, withoutStage } from "../sandbox/demo/telemetry.ts";
import { type NodeLine, nodeBinary, nodeLines } from "../sandbox/runtime/nodes.ts";
import { writeOutput } from "./shared/output.ts";
import { helpOption, oneOf, parseOptions } from "./shared/usage.ts";

const lines = nodeLines.map(String);

export const help = `Usage: outcrop demo [options]

Runs an orders service with two layers and some of the AWS SDK in a local Lambda, with
Outcrop's layer on top, and shows what Outcrop found. The packages are real: the first run
installs them with npm. The log, the function and its layers are in ${outputFolder} then,
for docs/tour.md.

  --node ${[...lines].sort().join("|")}  the Node version (default: the one that runs this command)
  --json           print Outcrop's raw lines instead of the report
  --help           show this text

Exit codes: 0 success, 2 wrong usage, 3 the demo failed.
`;

export const options = {
  node: { type: "string" },
  json: { type: "boolean", default: false },
  help: helpOption,
} as const;

export const choices = { node: lines };

/** @returns 0. @throws UsageError, and Error when an expected finding was not made */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const node =
    values.node === undefined
      ? process.execPath
      : nodeBinary(Number(oneOf("node", values.node, lines)) as NodeLine);
  if (!isClone) progress("the function runs on a stand-in for Lambda's runtime client, which needs no build");
  const { result, log, telemetry, payload, deployed } = await play({ node }, progress);
  leaveDeployed(deployed);
  const raw = `${outcropLines(log).join("\n")}\n`;
  write(telemetryFile, raw);
  // Each event has a line of its own that a report can point at.
  write(logFile, `${withoutStage(JSON.stringify(payload, null, 2))}\n`);
  const page = terminalPage(process.stdout, process.env);
  await writeOutput(values.json ? raw : `\n${report(result, telemetry, page)}`, undefined);
  const missing = missingFindings(telemetry);
  if (missing.length > 0)
    throw new Error(`not found: ${missing.map(({ code, package: name }) => `${code} ${name}`).join(", ")}`);
  return 0;
}

function write(place: string, text: string): void {
  mkdirSync(dirname(absolute(place)), { recursive: true });
  writeFileSync(absolute(place), text);
}

/** On stderr, so that a pipe gets the report alone. */
function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
