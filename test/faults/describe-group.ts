/** Runs a group's cells as tests, and keeps what was seen for the page. */
import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import type { Cell, Seen } from "./fault.ts";
import { loadGroup } from "./groups.ts";
import { type CellResult, writeResults } from "./results.ts";
import { saidIn, saidWrongly } from "./said.ts";

export async function describeGroup(name: string): Promise<void> {
  const { title, cells } = await loadGroup(name);
  const results: Record<string, CellResult> = {};
  describe(title, () => {
    for (const cell of cells) {
      const timeout = cell.timeoutMs !== undefined && { timeout: cell.timeoutMs };
      test(cell.id, { ...timeout, retry: cell.retries ?? 0 }, async () => {
        results[cell.id] = { times: 0, problem: "the run did not end" };
        const ran = await cell.run();
        const seen = Array.isArray(ran) ? (ran as readonly Seen[]) : [ran as Seen];
        const problem = seen.map((one) => problemOf(one, cell)).find((each) => each !== null) ?? null;
        results[cell.id] = { times: seen.length, problem };
        expect(seen.length).toBeGreaterThan(0);
        for (const { demanded, got } of seen) expect(got).toEqual(demanded);
        expect(problem).toBeNull();
      });
    }
  });
  afterAll(() => {
    // A run of chosen tests has not seen the others.
    if (cells.every(({ id }) => id in results)) writeResults(name, results);
  });
}

function problemOf({ demanded, got, said }: Seen, { says }: Cell): string | null {
  if (!isDeepStrictEqual(got, demanded)) return "the answer differs";
  return saidWrongly(saidIn(said), says);
}
