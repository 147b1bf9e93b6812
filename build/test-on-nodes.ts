/**
 * Runs the test suite once on each Node line that Lambda offers. Arguments other than `--node 22|24` go to vitest:
 * `npm run test:22 -- test/shim`.
 */
import { spawnSync } from "node:child_process";
import { nodeBinary, nodeLines } from "./nodes.ts";

const args = process.argv.slice(2);
const chosen = args.indexOf("--node");
const lines = chosen === -1 ? nodeLines : nodeLines.filter((line) => line === Number(args[chosen + 1]));
if (chosen !== -1) args.splice(chosen, 2);
if (lines.length === 0) {
  console.error(`--node takes one of ${nodeLines.join(", ")}`);
  process.exit(2);
}
for (const line of lines) {
  const node = nodeBinary(line);
  console.log(`\nNode ${line}: ${node}`);
  const run = spawnSync(node, ["node_modules/vitest/vitest.mjs", "run", ...args], { stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
