import { describe, expect, test } from "vitest";
import { Askers } from "../../../core/explain/askers.ts";
import type { How, ResolutionRecord } from "../../../core/journal/records.ts";

const asked = (importer: string | null, path: string, how: How = "require"): ResolutionRecord => ({
  tag: "resolution",
  thread: 0,
  how,
  specifier: "x",
  importer,
  path,
});

function askersOf(copy: string, ...records: readonly ResolutionRecord[]): readonly string[] {
  const askers = new Askers();
  for (const record of records) askers.add(record);
  return askers.of(copy);
}

test("who asked for a native file, and for a module that did not load", () => {
  const records = [
    asked("/n/x/index.js", "/n/x-linux/x.node"),
    asked("/n/y/index.js", "/n/x-linux/index.js", "require.resolve"),
  ];
  expect(askersOf("/n/x-linux", ...records)).toEqual(["/n/x/index.js", "/n/y/index.js"]);
});

describe("silent", () => {
  test.each([
    ["a module that loaded", asked("/n/x/index.js", "/n/x-linux/index.js")],
    ["another copy with a name that begins alike", asked("/n/x/index.js", "/n/x-linux-musl/x.node")],
    ["an entry point", asked(null, "/n/x-linux/x.node")],
  ])("%s", (_, record) => expect(askersOf("/n/x-linux", record)).toEqual([]));

  test("past a thousand, and twice the same", () => {
    const records = Array.from({ length: 1_500 }, (_, index) => asked(`/m${index}.js`, "/n/x-linux/x.node"));
    expect(askersOf("/n/x-linux", ...records)).toHaveLength(1_000);
    expect(askersOf("/n/x-linux", ...records.slice(0, 1), ...records.slice(0, 1))).toHaveLength(1);
  });
});
