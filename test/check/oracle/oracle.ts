/**
 * `npm run oracle`: more than a hundred functions are run in the sandbox and checked as if before the deploy.
 * Prints how what was foretold compares with what happened; the exit code is 1 where a resolution was
 * foretold wrongly, or where something differs and nothing explains it.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type NodeLine, nodeBinary, nodeLines } from "../../../sandbox/runtime/nodes.ts";
import type { Outcome } from "./observe.ts";
import { verdict } from "./table.ts";

const { values, positionals } = parseArgs({
  options: { node: { type: "string", multiple: true }, help: { type: "boolean", default: false } },
  allowPositionals: true,
});
const lines = nodeLines.filter((line) => values.node?.includes(String(line)) ?? true);
if (values.help || lines.length === 0) {
  console.log(`Usage: npm run oracle -- [--node ${nodeLines.join("|")}] [part of a function's name …]`);
  process.exit(values.help ? 0 : 2);
}
mkdirSync("dist/oracle", { recursive: true });
for (const line of lines) {
  const outcomes = outcomesOn(line);
  if (outcomes === null) {
    process.exitCode = 1;
    continue;
  }
  const { text, faults } = verdict(line, outcomes, positionals.length === 0);
  console.log(`${text}\n`);
  for (const fault of faults) console.log(`fault: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

/** Null where the run ended early; it has said why. */
function outcomesOn(line: NodeLine): readonly Outcome[] | null {
  const out = `dist/oracle/node${line}.json`;
  const { status } = spawnSync(nodeBinary(line), [join(import.meta.dirname, "run.ts"), out, ...positionals], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0 ? (JSON.parse(readFileSync(out, "utf8")) as readonly Outcome[]) : null;
}
