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
import { json, link, pkg, type Tree } from "../../support/tree.ts";
import { tree, usesA } from "./small-function.ts";

const entry = got("/var/runtime/index.mjs", "/var/task/index.js", "/var/task/index.js", "import");

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

  test("a link is kept as well as the real path", () => {
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
      accept: [{ code: "range-violation", package: "a", reason: "tested with 2", until: null }],
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

test("the thread's record names the host and where the function is", () => {
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

describe("a program that ended as one does that could not be run", () => {
  const program = "/opt/bin/tool";
  const ended = (file: string): JournalRecord => spawned({ file });
  const withProgram = (machine: number): Tree => ({ layers: [{ "bin/tool": elf({ machine }) }] });

  test("is reported by its bytes, once", () => {
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
