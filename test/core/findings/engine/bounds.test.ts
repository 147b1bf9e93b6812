import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { elf } from "../../support/elf.ts";
import { analyse, failed, got, nativeEnd, nativeStart, thread } from "../../support/journal.ts";
import { MemoryFiles, pkg } from "../../support/tree.ts";
import { tree, usesA } from "./small-function.ts";

describe("bounded", () => {
  test("modules", () => {
    const { see, analysis, problems } = analyse({});
    see(
      thread(),
      ...Array.from({ length: 20_100 }, (_, index) => got(null, "x", `/var/task/node_modules/a/${index}.js`)),
    );
    expect(analysis.totals.modules).toBe(20_000);
    expect(problems).toHaveLength(1);
  });

  test("copies", () => {
    const { see, analysis, problems } = analyse({});
    see(
      thread(),
      ...Array.from({ length: 5_100 }, (_, index) => got(null, "x", `/var/task/node_modules/p${index}/i.js`)),
    );
    expect(analysis.totals.copies).toBe(5_000);
    expect(problems).toHaveLength(1);
  });

  test("findings", () => {
    const { see, analysis, problems } = analyse({});
    expect(
      see(thread(), ...Array.from({ length: 1_100 }, (_, index) => failed("/var/task/x.js", `p${index}`)))
        .findings,
    ).toHaveLength(1_000);
    expect(analysis.counts()["unresolved-module"]).toBe(1_000);
    expect(problems).toHaveLength(1);
  });

  test("the backlog", () => {
    const { analysis, problems } = analyse({});
    for (let index = 0; index < 100_100; index++) analysis.observe(usesA);
    expect(problems).toEqual([{ path: "journal", what: expect.stringContaining("100000 records") }]);
  });
});

test("odd records never throw", () => {
  const path = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "/",
      "",
      "//",
      "/node_modules",
      "/node_modules/@s",
      "/a/node_modules/",
      "/var/task/../x",
      "/opt/x/__proto__",
      "[eval]",
    ),
  );
  const record: fc.Arbitrary<JournalRecord> = fc.oneof(
    fc.record({
      tag: fc.constant("resolution" as const),
      thread: fc.nat(2),
      how: fc.constantFrom(
        "require" as const,
        "import" as const,
        "require.resolve" as const,
        "preloaded" as const,
      ),
      specifier: path,
      importer: fc.option(path),
      path,
    }),
    fc.record({
      tag: fc.constant("unresolved" as const),
      thread: fc.nat(2),
      how: fc.constant("import" as const),
      specifier: path,
      importer: fc.option(path),
      code: fc.constantFrom("MODULE_NOT_FOUND", "x"),
    }),
    path.map((each) => nativeStart(each)),
    path.map((each) => nativeEnd(each, "no")),
    path.map((each) => thread({ taskRoot: each, nodePath: each })),
  );
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const { see, analysis, problems } = analyse({
        function: { "a.node": elf({ machine: 183 }), "node_modules/a": pkg("a", "1.0.0") },
      });
      see(...records);
      analysis.observeDeath();
      analysis.settle();
      analysis.fingerprint();
      expect(problems.filter(({ what }) => what.startsWith("could not be judged"))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("a rule that fails, against all its promises, is reported once and takes nothing down", () => {
  const files = new MemoryFiles(tree);
  files.readDir = () => {
    throw new Error("a broken port");
  };
  const { see, problems } = analyse(tree, { files });
  const load = "/var/task/x.node";
  const records = [
    failed("/var/task/index.js", "y"),
    failed("/var/task/index.js", "z"),
    nativeStart(load),
    nativeEnd(load, "no"),
  ];
  expect(see(thread(), ...records).findings).toEqual([]);
  expect(problems).toEqual([{ path: "unresolved-module", what: "could not be judged: a broken port" }]);
});
