import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { elf } from "../../support/elf.ts";
import {
  analyse,
  failed,
  got,
  LAMBDA_NODE_PATH,
  nativeEnd,
  nativeStart,
  spawned,
  thread,
} from "../../support/journal.ts";
import { json, link, MemoryFiles, pkg, type Tree } from "../../support/tree.ts";

const tree: Tree = {
  function: {
    ...pkg("app", "1.0.0", { dependencies: { a: "^1.0.0" } }),
    "node_modules/a": pkg("a", "2.0.0"),
  },
  layers: [{ "nodejs/node_modules/a": pkg("a", "1.4.0") }],
};
const entry = got("/var/runtime/index.mjs", "/var/task/index.js", "/var/task/index.js", "import");
const usesA = got("/var/task/index.js", "a", "/var/task/node_modules/a/index.js");

describe("copies", () => {
  test("each once, with its first importer and the modules loaded so far", () => {
    const { see, analysis } = analyse(tree);
    expect(
      see(
        thread(),
        entry,
        usesA,
        got("/var/task/node_modules/a/index.js", "./x", "/var/task/node_modules/a/x.js"),
      ).copies,
    ).toEqual([
      {
        package: "app",
        version: "1.0.0",
        root: "function",
        path: "/var/task",
        modules: 1,
        importer: "/var/runtime/index.mjs",
        specifier: "/var/task/index.js",
        how: "import",
      },
      {
        package: "a",
        version: "2.0.0",
        root: "function",
        path: "/var/task/node_modules/a",
        modules: 2,
        importer: "/var/task/index.js",
        specifier: "a",
        how: "require",
      },
    ]);
    expect(
      see(got("/var/task/node_modules/a/index.js", "./y", "/var/task/node_modules/a/y.js")).copies,
    ).toEqual([]);
    expect(analysis.totals).toEqual({ modules: 4, layerModules: 0, copies: 2 });
  });

  test("a link is kept next to the real path", () => {
    const { see } = analyse({
      function: { "packages/u": pkg("u", "1.0.0"), "node_modules/u": link("../packages/u") },
    });
    expect(
      see(thread(), got("/var/task/index.js", "u", "/var/task/packages/u/index.js")).copies,
    ).toMatchObject([{ package: "u", path: "/var/task/packages/u", link: "/var/task/node_modules/u" }]);
  });

  test("built-ins and look-ups load nothing; distinct paths count once", () => {
    const { see, analysis } = analyse(tree);
    const layer = got("/var/task/index.js", "b", "/opt/nodejs/node_modules/b/index.js");
    see(
      thread(),
      got("/var/task/index.js", "fs", "node:fs"),
      got("/var/task/index.js", "a", "/opt/nodejs/node_modules/a/index.js", "require.resolve"),
      layer,
      { ...layer, thread: 1 },
      layer,
    );
    expect(analysis.totals).toEqual({ modules: 1, layerModules: 1, copies: 1 });
  });
});

describe("findings", () => {
  test("new ones once, with the importers growing", () => {
    const { see, analysis } = analyse(tree);
    const { findings } = see(thread(), entry, usesA);
    expect(findings.map(({ code, severity, importers }) => [code, severity, importers])).toEqual([
      ["shadowed-package", "error", 1],
      ["range-violation", "error", 1],
    ]);
    expect(new Set(findings.map(({ key }) => key)).size).toBe(2);
    expect(see(got("/var/task/lib.js", "a", "/var/task/node_modules/a/index.js")).findings).toEqual([]);
    expect(Object.entries(analysis.counts()).filter(([, count]) => count > 0)).toEqual([
      ["shadowed-package", 1],
      ["range-violation", 1],
    ]);
  });

  test("grown in severity are reported again", () => {
    const { see } = analyse({
      ...tree,
      function: {
        ...tree.function,
        "node_modules/b": pkg("b", "1.0.0", { dependencies: { a: "^1" } }),
        "package.json": json({ name: "app" }),
      },
    });
    const severities = (...records: JournalRecord[]): string[] =>
      see(...records)
        .findings.filter(({ code }) => code === "shadowed-package")
        .map(({ severity }) => severity);
    expect(severities(thread(), usesA)).toEqual(["warning"]);
    expect(
      severities(got("/var/task/node_modules/b/index.js", "a", "/var/task/node_modules/a/index.js")),
    ).toEqual(["error"]);
  });

  test("accepted ones are info, say why, and do not count", () => {
    const { see, analysis } = analyse(tree, {
      accept: [{ code: "range-violation", package: "a", reason: "tested with 2" }],
    });
    expect(see(thread(), usesA).findings).toMatchObject([
      { code: "shadowed-package", severity: "error", accepted: null },
      { code: "range-violation", severity: "info", accepted: "tested with 2" },
    ]);
    expect(analysis.counts()).toMatchObject({ "shadowed-package": 1, "range-violation": 0 });
  });

  test("can be counted from a severity up", () => {
    const { see, analysis } = analyse({ ...tree, function: { "node_modules/a": pkg("a", "1.4.0") } });
    see(thread(), usesA);
    expect([analysis.counts()["shadowed-package"], analysis.counts("warning")["shadowed-package"]]).toEqual([
      1, 0,
    ]);
  });
});

test("the thread's record shows the host and where the function is", () => {
  const { see, analysis } = analyse({
    elsewhere: { app: { ...pkg("app", "3.0.0"), "node_modules/a": pkg("a", "1.0.0") } },
  });
  expect(analysis.host).toBeNull();
  const { copies } = see(
    thread({ taskRoot: "/app" }),
    thread({ thread: 1, nodePath: "" }),
    got(null, "/app/index.js", "/app/index.js"),
  );
  expect(analysis.host).toEqual({
    node: "v22.23.3",
    platform: "linux",
    arch: "x64",
    abi: "127",
    napi: "10",
    nodePath: LAMBDA_NODE_PATH.split(":"),
    taskRoot: "/app",
  });
  expect(copies).toMatchObject([{ package: "app", root: "function" }]);
});

test("nothing new: nothing asked", () => {
  const { see, files, analysis } = analyse(tree);
  see(thread(), entry, usesA);
  const asked = { ...files.asked };
  const fingerprint = analysis.fingerprint();
  expect(see()).toEqual({ copies: [], findings: [] });
  see(usesA, { tag: "ready", thread: 0 });
  expect(files.asked).toEqual(asked);
  expect(analysis.fingerprint()).toBe(fingerprint);
});

test("observing asks no file", () => {
  const { analysis, files } = analyse(tree);
  for (const record of [
    thread(),
    entry,
    usesA,
    failed("/var/task/index.js", "x"),
    nativeStart("/x.node"),
    nativeEnd("/x.node", "no"),
  ])
    analysis.observe(record);
  expect(files.asked).toEqual({ readFile: 0, readAt: 0, readDir: 0, stat: 0, realpath: 0 });
});

test("a bad package.json is reported once, and its copy has no version", () => {
  const { see, problems } = analyse({
    function: { "node_modules/a": { "package.json": "{", "index.js": "" } },
  });
  expect(
    see(thread(), usesA, got("/var/task/x.js", "a", "/var/task/node_modules/a/index.js")).copies,
  ).toMatchObject([{ package: "a", version: null }]);
  expect(problems).toEqual([{ path: "/var/task/node_modules/a/package.json", what: "is not JSON" }]);
});

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

describe("a program that ended as one does that could not be run", () => {
  const program = "/opt/bin/tool";
  const ended = (file: string): JournalRecord => spawned({ file });
  const withProgram = (machine: number): Tree => ({ layers: [{ "bin/tool": elf({ machine }) }] });

  test("is reported by what its bytes are, once", () => {
    const { see } = analyse(withProgram(183));
    expect(see(thread(), ended(program)).findings).toMatchObject([
      {
        code: "wrong-architecture",
        severity: "error",
        evidence: { file: program, use: "run", builtFor: "arm64" },
      },
    ]);
    expect(see(ended(program)).findings).toEqual([]);
  });

  test.each([
    ["is for this machine, and just ended so", program, 62],
    ["is not there", "/opt/bin/gone", 183],
  ])("is nothing when it %s", (_, file, machine) => {
    const found = analyse(withProgram(machine)).see(thread(), ended(file)).findings;
    expect(found.filter(({ code }) => code === "wrong-architecture")).toEqual([]);
  });
});
