/**
 * `npm run soak`: what an environment holds and says over a long life, and what many short ones leave behind.
 */
import { execFileSync } from "node:child_process";
import { UsageError } from "../../command/shared/usage.ts";
import { type NodeLine, nodeBinary } from "../../sandbox/runtime/nodes.ts";
import { thisMachine } from "../bench/machine.ts";
import { coldStarts } from "./cold-starts.ts";
import { report } from "./documentation.ts";
import { onGround } from "./ground.ts";
import { longLife } from "./long-life.ts";
import { help, type SoakOptions, soakOptions } from "./options.ts";
import { keepSoak, type SoakResult } from "./results.ts";

const resultsPath = "dist/soak.json";

async function main(): Promise<void> {
  const options = soakOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(help);
  for (const line of options.lines) {
    const result = await soak(line, options);
    keepSoak(resultsPath, result);
    console.log(`\nNode ${result.node}\n${report(result)}`);
    for (const problem of result.problems) console.error(`soak: Node ${line}: ${problem}`);
    if (result.problems.length > 0) process.exitCode = 1;
  }
  console.log(`\nfigures: ${resultsPath}`);
}

async function soak(line: NodeLine, { invokes, coldStarts: environments }: SoakOptions): Promise<SoakResult> {
  const node = nodeBinary(line);
  const life = await onGround(({ folder }) => longLife(folder, node, invokes, showProgress));
  const starts = await onGround((ground) => coldStarts(ground, node, environments, showProgress));
  showProgress("");
  return {
    line,
    node: execFileSync(node, ["--version"], { encoding: "utf8" }).trim(),
    measuredAt: new Date().toISOString(),
    machine: thisMachine(),
    longLife: life.result,
    coldStarts: starts.result,
    problems: [...life.result.problems, ...life.left, ...starts.result.problems, ...starts.left],
  };
}

/** One line that overwrites itself, if someone looks. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

await main().catch((error) => {
  console.error(`soak: ${error instanceof UsageError ? error.message : (error.stack ?? error)}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
