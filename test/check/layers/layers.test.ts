import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../check/check-function.ts";
import { systemPolicy } from "../../../check/layers/system-policy.ts";
import { maxUnzippedBytes } from "../../../check/layers.ts";
import { library } from "../../core/support/library.ts";
import { input } from "../report/cases.ts";
import { program, report, tree } from "./layers.ts";

const arm = 183;

describe("overlap", () => {
  const layers = {
    low: {
      "nodejs/node_modules/a/index.js": "1",
      "nodejs/node_modules/a/same.js": "s",
      "nodejs/node_modules/a/low.js": "12",
    },
    middle: { "nodejs/node_modules/a/index.js": "22", "nodejs/node_modules/a/same.js": "s" },
    high: { "nodejs/node_modules/a/index.js": "333" },
  };

  it("is known file by file, with the bytes that are wasted", () => {
    const { overlaps, torn, wastedBytes } = report({ layers });
    expect(overlaps).toEqual([
      {
        winner: "middle",
        loser: "low",
        identical: 1,
        replaced: 1,
        wastedBytes: 2,
        examples: ["nodejs/node_modules/a/index.js"],
        files: [
          { path: "nodejs/node_modules/a/index.js", bytes: 1, identical: false },
          { path: "nodejs/node_modules/a/same.js", bytes: 1, identical: true },
        ],
      },
      {
        winner: "high",
        loser: "middle",
        identical: 0,
        replaced: 1,
        wastedBytes: 2,
        examples: ["nodejs/node_modules/a/index.js"],
        files: [{ path: "nodejs/node_modules/a/index.js", bytes: 2, identical: false }],
      },
    ]);
    expect(wastedBytes).toBe(4);
    expect(torn).toEqual([
      { path: "/opt/nodejs/node_modules/a", package: "a", files: { high: 1, middle: 1, low: 1 } },
    ]);
  });

  it("of the same bytes tears nothing", () => {
    const same = { "nodejs/node_modules/a/index.js": "1" };
    const both = { one: { ...same, x: "1" }, two: { ...same, y: "2", "nodejs/node_modules/a/more.js": "" } };
    expect(report({ layers: both })).toMatchObject({
      torn: [],
      overlaps: [{ identical: 1, replaced: 0, examples: [] }],
    });
  });
});

describe("Lambda's limits", () => {
  it("are the bytes of code and layers together, and five layers", () => {
    const half = "x".repeat(1_000);
    expect(report({ task: { a: half }, layers: { b: { b: half } } })).toMatchObject({
      bytes: 2_000,
      refused: [],
    });
    const big = new Uint8Array(maxUnzippedBytes / 2);
    const { refused } = report({ task: { a: big, c: "x" }, layers: { b: { b: big } } });
    expect(refused).toEqual([
      "The function's code and its layers have 262144001 bytes unzipped; Lambda takes 262144000.",
    ]);
    const layer = (text: string) => ({ [text]: text });
    const five = { a: layer("a"), b: layer("b"), c: layer("c"), d: layer("d"), e: layer("e") };
    expect(report({ layers: five }).refused).toEqual([]);
    const unreadLayers = [{ name: "f", arn: null, why: "" }];
    expect(report({ layers: five, unreadLayers }).refused).toEqual([
      "The function has 6 layers; Lambda takes 5.",
    ]);
  });

  it("are one version of a layer", () => {
    const arn = (version: number) => `arn:aws:lambda:eu-central-1:123456789012:layer:utils:${version}`;
    const facts = [{ arn: arn(1) }, { arn: "arn:aws:lambda:eu-central-1:123456789012:layer:other:1" }];
    const layers = { a: { a: "" }, b: { b: "" } };
    expect(report({ layers, facts }).refused).toEqual([]);
    const unreadLayers = [{ name: "x", arn: arn(2), why: "" }];
    expect(report({ layers, facts, unreadLayers }).refused).toEqual([
      `The function has the layer ${arn(1).slice(0, -2)} more than once, which Lambda refuses.`,
    ]);
  });

  it("do not see the same files under two names", () => {
    const files = { "nodejs/a.js": "1" };
    expect(report({ layers: { one: files, two: files } }).notes).toEqual([
      "The layers one and two have the same files.",
    ]);
    expect(report({ layers: { one: files, two: { "nodejs/a.js": "2" } } }).notes).toEqual([]);
  });
});

describe("what Node does not look at", () => {
  it("is the folder of another Node, or node_modules in the wrong place", () => {
    const layers = {
      old: { "nodejs/node22/node_modules/a/index.js": "" },
      flat: { "node_modules/a/index.js": "" },
      direct: { "nodejs/a/package.json": "{}" },
      good: { "nodejs/node_modules/a/index.js": "", "nodejs/node24/node_modules/a/index.js": "" },
    };
    const { notes } = report({ layers });
    expect(notes).toEqual([
      "The layer old has nodejs/node22, which Node 24 does not look at.",
      "The layer flat has node_modules at its root; Node looks in nodejs/node_modules.",
      "The layer direct has packages in nodejs itself; Node looks in nodejs/node_modules.",
    ]);
    const variables = { NODE_PATH: "/opt/node_modules:/opt/nodejs:/opt/nodejs/node22/node_modules" };
    expect(report({ layers, variables }).notes).toEqual([]);
    expect(report({ layers, runtime: "python3.13" }).notes).toEqual([]);
  });

  it("is a layer that was packed with the folder above it", () => {
    const layers = {
      nested: { "utils/nodejs/node_modules/a/index.js": "", "utils/nodejs/node_modules/b/index.js": "" },
      deeper: { "x/y/nodejs/node24/node_modules/a/index.js": "" },
      good: { "nodejs/node_modules/a/nodejs/node_modules/b/index.js": "", "lib/nodejs/index.js": "" },
    };
    expect(report({ layers }).notes).toEqual([
      "The layer nested has its packages at utils/nodejs/node_modules; Lambda looks in nodejs/node_modules.",
      "The layer deeper has its packages at x/y/nodejs/node24/node_modules; Lambda looks in " +
        "nodejs/node24/node_modules.",
    ]);
  });

  it("is what a link leads to that leaves the layer", () => {
    const linked = (path: string, target: string) => {
      const given = tree("l", { "other/a.js": "" });
      const node = { kind: "link", target } as const;
      const layer = { ...given, nodes: new Map([...given.nodes, [path, node]]) };
      return checkFunction(input({ "index.js": "" }, [layer])).layerReport.notes;
    };
    expect(linked("nodejs", "../shared/nodejs")).toEqual([
      "The layer l has a link at nodejs that leads out of the layer, to ../shared/nodejs: nothing is there on " +
        "Lambda. Pack the folder that it leads to.",
    ]);
    expect(linked("nodejs/node_modules", "/home/me/node_modules")).toHaveLength(1);
    expect(linked("nodejs", "other")).toEqual([]);
    expect(linked("nodejs", "/opt/other")).toEqual([]);
  });

  it("is what nothing imports, package by package", () => {
    const layers = {
      l: {
        "nodejs/node_modules/a/index.js": "123",
        "nodejs/node_modules/@s/b/index.js": "12",
        "nodejs/node_modules/c/index.js": "1",
      },
    };
    const loaded = ["/opt/nodejs/node_modules/c/node_modules/x/index.js"];
    expect(report({ layers, loaded }).unused).toEqual([
      { layer: "l", path: "/opt/nodejs/node_modules/a", bytes: 3 },
      { layer: "l", path: "/opt/nodejs/node_modules/@s/b", bytes: 2 },
    ]);
  });
});

describe("what a loaded package declares", () => {
  const layers = {
    l: {
      "nodejs/node_modules/sharp/index.js": "",
      "nodejs/node_modules/sharp/package.json": '{"optionalDependencies":{"@img/addon":"1"}}',
      "nodejs/node_modules/@img/addon/a.node": "",
      "nodejs/node_modules/@img/addon/package.json": '{"dependencies":{"@img/library":"1","both":"1"}}',
      "nodejs/node_modules/@img/library/lib.so": "",
      "nodejs/node_modules/both/index.js": "",
      "nodejs/node_modules/idle/package.json": '{"dependencies":{"idle2":"1"}}',
      "nodejs/node_modules/idle2/index.js": "",
    },
  };
  const unused = (loaded: readonly string[], asked: readonly string[] = []): readonly string[] =>
    report({ layers, loaded, asked: new Set(asked) })
      .unused.map(({ path }) => path.replace("/opt/nodejs/node_modules/", ""))
      .sort();

  it("is in use, and what that declares in turn", () => {
    expect(unused(["/opt/nodejs/node_modules/sharp/index.js"])).toEqual(["idle", "idle2"]);
  });

  it("is unused where it is loaded from elsewhere", () => {
    const loaded = ["/opt/nodejs/node_modules/sharp/index.js", "/var/task/node_modules/both/index.js"];
    expect(unused(loaded)).toEqual(["both", "idle", "idle2"]);
  });

  it("is in use if its package was asked for in vain", () => {
    expect(unused(["/var/task/index.js"], ["sharp"])).toEqual(["idle", "idle2"]);
    const broken = tree("l", { "nodejs/node_modules/broken/package.json": '{"main":"absent.js"}' });
    const task = { "index.js": "try { require('broken') } catch {}; exports.handler = async () => {}" };
    expect(checkFunction(input(task, [broken])).layerReport.unused).toEqual([]);
  });
});

describe("machine code", () => {
  const needs = { "libc.so.6": { "GLIBC_2.38": ["x"] } };
  const newer = (machine: number): Uint8Array => library({ machine, needed: ["libc.so.6"], needs });
  const older = library({ needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.17": ["x"] } } });

  it("is judged for both architectures, by the runtime's system", () => {
    const layers = {
      l: { "lib/a.so": newer(62), "lib/b.so.1": newer(arm), "bin/c": program(older), "notes.txt": newer(62) },
    };
    const { natives } = report({ task: { "addon.node": older }, layers });
    expect(natives).toEqual([
      { layer: null, files: { x64: 1 }, tooNew: [] },
      {
        layer: "l",
        files: { x64: 2, arm64: 1 },
        tooNew: [
          { path: "lib/a.so", arch: "x64", needs: "GLIBC_2.38" },
          { path: "lib/b.so.1", arch: "arm64", needs: "GLIBC_2.38" },
        ],
      },
    ]);
    expect(report({ layers, runtime: "python3.13" }).natives[0]?.tooNew).toHaveLength(2);
    // Nothing is known of the system of this one.
    expect(report({ layers, runtime: "go1.x" }).natives[0]).toMatchObject({
      files: { x64: 2, arm64: 1 },
      tooNew: [],
    });
  });

  it("may bring the library that it needs", () => {
    const layers = { l: { "lib/a.so": newer(62), "lib/libc.so.6": older } };
    expect(report({ layers }).natives[0]?.tooNew).toEqual([]);
  });

  it("contradicts the labels of a layer, or the function", () => {
    const files = { "lib/a.so": older };
    const architectures = ["x86_64", "arm64"];
    expect(
      report({ layers: { l: files }, facts: [{ architectures, runtimes: ["nodejs24.x"] }] }).notes,
    ).toEqual(["The layer l says that it fits arm64, and has machine code for x86_64 only."]);
    expect(report({ layers: { l: files }, arch: "arm64" }).notes).toEqual([
      "The layer l has machine code for x86_64, and none for arm64.",
    ]);
    const facts = [{ architectures: ["arm64"], runtimes: ["nodejs22.x", "nodejs20.x"] }];
    expect(report({ layers: { l: {} }, facts }).notes).toEqual([
      "The layer l says that it fits nodejs22.x, nodejs20.x; the function has nodejs24.x.",
      "The layer l says that it fits arm64; the function has x86_64.",
    ]);
  });

  it("has one system for the runtimes of Amazon Linux 2023", () => {
    const known = (runtime: string): string | undefined => systemPolicy(runtime)?.os;
    for (const runtime of [
      "nodejs20.x",
      "nodejs22.x",
      "python3.12",
      "java21",
      "provided.al2023",
      "dotnet8",
      "ruby3.4",
    ])
      expect([runtime, known(runtime)]).toEqual([runtime, "Amazon Linux 2023"]);
    for (const runtime of ["python3.11", "java17", "provided.al2", "dotnet6", "nodejs18.x"])
      expect([runtime, known(runtime)]).toEqual([runtime, undefined]);
  });
});
