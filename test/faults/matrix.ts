/**
 * `npm run reliability`: how many cells of the fault matrix hold, from what the tests of test/faults left in
 * dist/faults. Exits with 1 while a cell does not hold or was not run.
 */
import { loadGroups } from "./groups.ts";
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
