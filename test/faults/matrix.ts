/**
 * The fault matrix. `node test/faults/matrix.ts` says how many cells hold, from what the tests of test/faults
 * left in dist/faults; with `--write` it writes docs/reliability.md. Exits with 1 while a cell does not hold
 * or was not run.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadGroups } from "./groups.ts";
import { reliabilityPage } from "./page.ts";
import { readResults } from "./results.ts";

const groups = await loadGroups();
const results = readResults();
for (const [version, of] of results) {
  let held = 0;
  let declared = 0;
  for (const [name, { cells }] of groups) {
    for (const { id } of cells) {
      declared++;
      const problem = of.get(name)?.[id]?.problem;
      if (problem === null) held++;
      else console.log(`${version} ${name} ${id}: ${problem ?? "not run"}`);
    }
  }
  console.log(`${version}: ${held} of ${declared} cells hold`);
  if (held < declared) process.exitCode = 1;
}
if (results.size === 0) process.exitCode = 1;
if (process.argv.includes("--write"))
  writeFileSync(join(import.meta.dirname, "../../docs/reliability.md"), reliabilityPage(groups, results));
