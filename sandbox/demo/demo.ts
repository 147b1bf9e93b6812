/** `npm run demo`: what Outcrop finds in an orders service whose zip, layers and runtime collide. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "../../command/shared/usage.ts";
import { terminalPage } from "../../page/text-page.ts";
import { nodeBinary } from "../runtime/nodes.ts";
import { missingFindings } from "./expectations.ts";
import { demoOptions, help } from "./options.ts";
import { absolute, logFile, telemetryFile } from "./places.ts";
import { play } from "./play.ts";
import { report } from "./report.ts";
import { outcropLines, withoutStage } from "./telemetry.ts";

/** @returns the exit code: 1 when an expected finding was not made. */
async function main(parameters: readonly string[]): Promise<number> {
  const options = demoOptions(parameters);
  if (options.help) return print(help);
  const { result, log, telemetry, payload } = await play({ node: nodeBinary(options.node) }, progress);
  const raw = `${outcropLines(log).join("\n")}\n`;
  mkdirSync(dirname(absolute(telemetryFile)), { recursive: true });
  writeFileSync(absolute(telemetryFile), raw);
  // Each event has a line of its own that a report can point at.
  writeFileSync(absolute(logFile), `${withoutStage(JSON.stringify(payload, null, 2))}\n`);
  print(options.json ? raw : `\n${report(result, telemetry, terminalPage(process.stdout, process.env))}`);
  const missing = missingFindings(telemetry);
  if (missing.length > 0)
    throw new Error(`not found: ${missing.map(({ code, package: name }) => `${code} ${name}`).join(", ")}`);
  return 0;
}

/** On stderr, so that a pipe gets the report alone. */
function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

process.stdout.on("error", (error) => {
  progress(`outcrop demo: ${error.message}`);
  process.exit(1);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  progress(`outcrop demo: ${error instanceof Error ? error.message : error}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
