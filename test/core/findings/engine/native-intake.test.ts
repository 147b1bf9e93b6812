import { describe, expect, test } from "vitest";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { elf, machO } from "../../support/elf.ts";
import { analyse, nativeEnd, nativeStart, spawned, thread } from "../../support/journal.ts";
import { library } from "../../support/library.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const ready: JournalRecord = { tag: "ready", thread: 0 };
const failure = (options: Partial<Extract<JournalRecord, { tag: "failure" }>> = {}): JournalRecord => ({
  tag: "failure",
  thread: 0,
  phase: "invoke",
  ordinal: 1,
  name: "Error",
  missing: null,
  thrown: null,
  causes: [],
  code: null,
  message: null,
  frames: [],
  ...options,
});

describe("programs by name and through a shell", () => {
  const tree: Tree = {
    function: { "bin/ffmpeg": machO(), "bin/sound": library({ type: 2 }), "bin/run.sh": "#!/bin/sh\nffmpeg" },
    layers: [{ "bin/ffmpeg": library({ type: 2 }), "bin/probe": machO() }],
    elsewhere: { "bin/sh": elf(), "usr/bin/grep": elf() },
  };
  const searchPath = "/var/task/bin:/usr/bin:/bin:/opt/bin";
  const seen = (...records: readonly JournalRecord[]) =>
    analyse(tree)
      .see(thread(), ready, ...records)
      .findings.filter(({ code }) => code === "wrong-platform")
      .map(({ severity, evidence }) => {
        const { file, outcome, asked } = evidence as { file: string; outcome: string; asked: string | null };
        return `${severity} ${file} ${outcome} ${asked}`;
      });

  test.each<[string, Parameters<typeof spawned>[0], readonly string[]]>([
    ["by name, the first of PATH", { file: "ffmpeg" }, ["error /var/task/bin/ffmpeg failed ffmpeg"]],
    ["by name, another PATH", { file: "ffmpeg", searchPath: "/opt/bin" }, []],
    [
      "by a relative path",
      { file: "./ffmpeg", cwd: "/var/task/bin" },
      ["error /var/task/bin/ffmpeg failed ./ffmpeg"],
    ],
    ["as the one command of a shell", { command: "ffmpeg" }, ["error /var/task/bin/ffmpeg failed ffmpeg"]],
    [
      "somewhere in a shell's command: whatever is on PATH",
      { command: null },
      ["error /var/task/bin/ffmpeg likely null", "error /opt/bin/probe likely null"],
    ],
    [
      "by a script",
      { file: "/var/task/bin/run.sh", code: 127 },
      ["error /var/task/bin/ffmpeg likely null", "error /opt/bin/probe likely null"],
    ],
    ["a sound program of a shell", { command: "sound", code: 2 }, []],
    ["a system's program", { command: "grep", code: 2 }, []],
    ["a command that no one has", { command: "gone", code: 127 }, []],
    ["a shell that a signal ended", { command: null, code: null, signal: "SIGSEGV" }, []],
  ])("%s", (_, options, expected) => {
    expect(seen(failure(), spawned({ searchPath, ...options }))).toEqual(expected);
  });

  test("a script for a program that its PATH does not have", () => {
    const script = "#!/usr/bin/env ruby\nputs 1\n";
    const withScript: Tree = { function: { "bin/report": script }, elsewhere: { "usr/bin/env": elf() } };
    const found = (path: string) =>
      analyse(withScript)
        .see(
          thread(),
          ready,
          failure(),
          spawned({ file: "/var/task/bin/report", code: 127, searchPath: path }),
        )
        .findings.map(({ code, evidence }) => [code, evidence]);
    expect(found("/usr/bin:/bin")).toMatchObject([
      ["missing-library", { script: true, libraries: [{ name: "ruby" }], outcome: "failed" }],
    ]);
    // A folder of PATH has a file of that name.
    Object.assign(withScript.elsewhere as object, { "usr/local/bin/ruby": elf() });
    expect(found("/usr/local/bin:/usr/bin")).toEqual([]);
  });

  test("is a warning where no error followed", () => {
    expect(seen(spawned({ searchPath, file: "ffmpeg" }))).toEqual([
      "warning /var/task/bin/ffmpeg failed ffmpeg",
    ]);
  });

  test("a latent finding becomes likely, and then certain", () => {
    const { analysis, see } = analyse(tree);
    analysis.inspectLatent({ variable: () => null, cpuMs: () => 0 });
    const severities = () =>
      analysis.findings.map(
        ({ severity, evidence }) =>
          `${severity} ${(evidence as { file: string }).file} ${(evidence as { outcome: string }).outcome}`,
      );
    see(thread(), ready);
    expect(severities()).toEqual(["warning /opt/bin/probe latent", "warning /var/task/bin/ffmpeg latent"]);
    see(failure(), spawned({ searchPath, command: null }));
    expect(severities()).toEqual(["error /opt/bin/probe likely", "error /var/task/bin/ffmpeg likely"]);
  });
});

describe("how grave a failed load is", () => {
  const file = "/var/task/node_modules/n/n.node";
  const tree: Tree = {
    function: { "node_modules/n": pkg("n", "1.0.0", {}, { "n.node": elf({ machine: 183 }) }) },
  };
  const lost = [nativeStart(file), nativeEnd(file, `${file}: cannot open shared object file`)];
  const severityOf = (...records: readonly JournalRecord[]) =>
    analyse(tree)
      .see(thread(), ...records)
      .findings.map(({ severity }) => severity);

  test("an error where nothing shows that the function went on", () =>
    expect(severityOf(...lost)).toEqual(["error"]));

  test("a warning where the function then asked for an invocation", () =>
    expect(severityOf(...lost, ready)).toEqual(["warning"]));

  test("a warning where its thread then loaded other modules", () =>
    expect(severityOf(...lost, nativeStart("/var/task/other.node"))).toEqual(["warning"]));

  test("the last that its thread asked for before an error, or not", () => {
    const last = (...records: readonly JournalRecord[]) =>
      analyse(tree)
        .see(thread(), ready, ...records)
        .findings.map(({ evidence }) => (evidence as { last: boolean }).last);
    expect(last(...lost, failure())).toEqual([true]);
    expect(last(...lost, nativeStart("/var/task/other.node"), failure())).toEqual([false]);
    expect(last(...lost)).toEqual([false]);
  });

  test("an error where the invocation ended with one after it", () =>
    expect(severityOf(...lost, ready, failure())).toEqual(["error"]));

  test("an error where no one caught one and the process ended", () =>
    expect(
      severityOf(...lost, ready, failure({ phase: "uncaught" }), {
        tag: "exit",
        thread: 0,
        exitCode: 1,
        shimMs: 0,
      }),
    ).toEqual(["error"]));

  test("an error of another thread is another matter", () =>
    expect(severityOf(...lost, ready, failure({ thread: 3 }))).toEqual(["warning"]));

  test("a later error that quotes the file makes it one", () => {
    const { see } = analyse(tree);
    expect(see(thread(), ...lost, ready).findings).toMatchObject([{ severity: "warning" }]);
    expect(see(failure({ message: "another text" })).findings).toEqual([]);
    expect(see(failure({ message: `${file}: cannot open shared object file` })).findings).toMatchObject([
      { severity: "error", evidence: { survived: false } },
    ]);
  });
});

describe("a package none of whose files fits", () => {
  const folder = "/var/task/node_modules/n";
  const uses: JournalRecord = {
    tag: "resolution",
    thread: 0,
    how: "require",
    specifier: "n",
    importer: "/var/task/index.js",
    path: `${folder}/index.js`,
  };
  const inspected = (files: Readonly<Record<string, Uint8Array>>, ...records: readonly JournalRecord[]) => {
    const manifest = { dependencies: { "node-gyp-build": "4" } };
    const { analysis, see } = analyse({ function: { "node_modules/n": pkg("n", "1.0.0", manifest, files) } });
    analysis.inspectLatent({ variable: () => null, cpuMs: () => 0 });
    return see(thread(), uses, ...records).findings;
  };

  test("is reported with the nearest and all that it has", () => {
    const files = {
      "prebuilds/darwin-arm64/n.node": machO(),
      "prebuilds/linux-arm64/n.node": elf({ machine: 183 }),
    };
    const frames = [`at load (${folder}/index.js:1:1)`];
    expect(inspected(files, failure({ frames }))).toMatchObject([
      {
        code: "wrong-architecture",
        severity: "error",
        evidence: {
          file: `${folder}/prebuilds/linux-arm64/n.node`,
          outcome: "none-fits",
          offered: ["prebuilds/darwin-arm64/n.node", "prebuilds/linux-arm64/n.node"],
        },
      },
    ]);
  });

  test("is a warning where no error came through the package", () => {
    const files = { "prebuilds/darwin-arm64/n.node": machO() };
    expect(inspected(files, ready)).toMatchObject([{ code: "wrong-platform", severity: "warning" }]);
    const frames = ["at other (/var/task/node_modules/nn/index.js:1:1)", "at f (/var/task/index.js:1:1)"];
    expect(inspected(files, ready, failure({ frames }))).toMatchObject([{ severity: "warning" }]);
  });

  test("becomes an error when one comes through it later", () => {
    const manifest = { dependencies: { "node-gyp-build": "4" } };
    const files = { "prebuilds/darwin-arm64/n.node": machO() };
    const { analysis, see } = analyse({ function: { "node_modules/n": pkg("n", "1.0.0", manifest, files) } });
    analysis.inspectLatent({ variable: () => null, cpuMs: () => 0 });
    expect(see(thread(), uses, ready).findings).toMatchObject([{ severity: "warning" }]);
    expect(see(failure({ frames: ["at f (/var/task/index.js:1:1)"] })).findings).toEqual([]);
    expect(see(failure({ frames: [`at load (${folder}/index.js:1:1)`] })).findings).toMatchObject([
      { severity: "error", evidence: { outcome: "none-fits", survived: false } },
    ]);
  });

  test("is nothing where one fits or one was loaded", () => {
    const mac = { "prebuilds/darwin-arm64/n.node": machO() };
    expect(
      inspected({ ...mac, "prebuilds/linux-x64/n.node": elf() }).filter(
        ({ code }) => code === "wrong-platform",
      ),
    ).toEqual([]);
    const own = `${folder}/own.node`;
    expect(inspected({ ...mac, "own.node": elf() }, nativeStart(own), nativeEnd(own))).toEqual([]);
  });
});

test("a file that had loaded before does not make up for one that ends an invocation", () => {
  const folder = "/var/task/node_modules/n";
  const tree: Tree = {
    function: {
      "node_modules/n": pkg("n", "1.0.0", {}, { "a.node": library(), "b.node": elf({ machine: 183 }) }),
    },
  };
  const found = (...records: readonly JournalRecord[]) =>
    analyse(tree)
      .see(
        ...[thread(), nativeStart(`${folder}/a.node`), nativeEnd(`${folder}/a.node`, null)],
        ...[nativeStart(`${folder}/b.node`), nativeEnd(`${folder}/b.node`, "cannot open")],
        ...records,
      )
      .findings.filter(({ code }) => code === "wrong-architecture")
      .map(({ severity }) => severity);
  expect(found(ready)).toEqual(["info"]);
  expect(found(ready, failure())).toEqual(["error"]);
});
