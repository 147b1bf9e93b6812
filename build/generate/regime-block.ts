/** The CPU regimes of dist/bench.json as short tables in docs/performance.md. */
import { describeMachine } from "../../test/bench/machine.ts";
import { legend, regimeTables } from "../../test/bench/regime-table.ts";
import { type Results, readResults } from "../../test/bench/results.ts";

/** Null where no regime was measured. */
export function regimeBlock(path: string): string | null {
  const results: Results | null = readResults(path);
  const tables = results === null ? "" : regimeTables(results);
  if (results === null || tables === "") return null;
  return `${legend}\n\n${tables}\n\nMachine: ${describeMachine(results.machine)}.`;
}
