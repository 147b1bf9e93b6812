import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { SeenFunction } from "../../../check/what-if/seen.ts";
import { seenInRows } from "../../../command/what-if/seen-in-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-rows-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): {
  readonly functions: readonly SeenFunction[];
  readonly problems: readonly string[];
} {
  const file = join(folder, "rows");
  writeFileSync(file, text);
  const problems: string[] = [];
  const functions = seenInRows([file], ({ line, message }) => problems.push(`${line}: ${message}`));
  return { functions, problems };
}

const orders = {
  function_name: "orders",
  node_version: "v24.4.1",
  arch: "x64",
  wrappers: "/opt/a /opt/b",
  invocations: 7,
};
const copy = {
  ...orders,
  kind: "copy",
  package: "@s/utils",
  version: "1.0.0",
  root: "layer",
  path: "/opt/nodejs/node_modules/@s/utils",
  how: "require",
};
const finding = {
  ...orders,
  kind: "finding",
  package: "zod",
  code: "unresolved-module",
  severity: "warning",
  evidence: '{"specifier":"zod/v4"}',
};
const expected = {
  name: "orders",
  runtime: "nodejs24.x",
  arch: "x64",
  invocations: 7,
  wrappers: ["/opt/a", "/opt/b"],
  isLoaded: true,
  layers: [],
  copies: [
    {
      package: "@s/utils",
      version: "1.0.0",
      root: "layer",
      path: "/opt/nodejs/node_modules/@s/utils",
      how: "require",
      importer: null,
      specifier: null,
      layer: null,
    },
  ],
  findings: [
    {
      code: "unresolved-module",
      severity: "warning",
      package: "zod",
      range: null,
      winner: null,
      loser: null,
      specifier: "zod/v4",
    },
  ],
};

function csvOf(rows: readonly object[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown): string => `"${String(value ?? "").replaceAll('"', '""')}"`;
  const line = (row: object): string =>
    names.map((name) => cell((row as Readonly<Record<string, unknown>>)[name])).join(",");
  return [names.join(","), ...rows.map(line)].join("\n");
}

describe("functions in rows", () => {
  it("are the same from JSON, from Athena's CSV and from that of outcrop query", () => {
    const rows = [copy, { ...finding, path: null }];
    for (const text of [JSON.stringify(rows), csvOf(rows), csvOf(rows).replace('"@s/utils"', "'@s/utils")])
      expect(read(text)).toEqual({ functions: [expected], problems: [] });
  });

  it("need no copy and no finding", () => {
    const { functions } = read(JSON.stringify([{ ...orders, kind: null }]));
    expect(functions).toMatchObject([{ name: "orders", copies: [], findings: [] }]);
  });

  it.each([
    [[{ kind: "copy" }], "1: this row has no function_name; it was left out"],
    [[1], "1: this row has no function_name; it was left out"],
    [[{ ...orders, kind: "copy" }], "1: this row has no package, root, path or how; it was left out"],
    [[{ ...finding, severity: "bad" }], "1: this row has no code, severity or package; it was left out"],
    [[{ ...orders, kind: "other" }], "1: this row has another kind than copy and finding; it was left out"],
  ])("name any other row, and keep the rest: %j", (wrong, problem) => {
    const { functions, problems } = read(JSON.stringify([...wrong, copy]));
    expect(problems).toEqual([problem]);
    expect(functions).toMatchObject([{ name: "orders", copies: [{ package: "@s/utils" }] }]);
  });

  it.each([
    ["[", /is not valid JSON/],
    ["", /is empty/],
    ["a,b\n1,2", /does not hold the rows of the question what-if: outcrop query LOGS --ask what-if/],
  ])("do not come from another file: %j", (text, problem) => {
    const { functions, problems } = read(text);
    expect(functions).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it("are read from any text without a throw", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(fc.dictionary(fc.constantFrom(...Object.keys({ ...copy, ...finding })), fc.jsonValue()))
        .map((rows) => JSON.stringify(rows)),
      fc.array(fc.string()).map((lines) => [Object.keys(copy).join(","), ...lines].join("\n")),
    );
    fc.assert(
      fc.property(anything, (text) => void read(text)),
      { numRuns: 200 },
    );
  });
});
