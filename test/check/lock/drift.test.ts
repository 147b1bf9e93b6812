import { describe, expect, it } from "vitest";
import type { Tree } from "../../../check/lambda/tree.ts";
import { type Drift, driftOf } from "../../../check/lock/drift.ts";
import { type FunctionState, lockFunction } from "../../../check/lock/lock-function.ts";
import { makeLock } from "../../../check/lock/make-lock.ts";
import { library } from "../../core/support/library.ts";
import { type Files, tree } from "../layers/layers.ts";
import { functionWith, json } from "./locked.ts";

const at = "nodejs/node_modules";
const a = (version: string, more: Files = {}): Files => ({
  [`${at}/a/package.json`]: json("a", version),
  ...more,
});
const arnOf = (label: string): string => `arn:aws:lambda:eu-central-1:123456789012:layer:${label}`;

/** Layers by their names; a name with a number is that of an ARN. */
function stateOf(layers: Readonly<Record<string, Files>>, more: Parameters<typeof functionWith>[1] = {}) {
  const trees: Tree[] = Object.entries(layers).map(([name, files]) => tree(name, files));
  const layerFacts = Object.keys(layers).map((name) => ({
    arn: /:\d+$/.test(name) ? arnOf(name) : null,
    runtimes: null,
    architectures: null,
  }));
  return lockFunction(functionWith(trees, { layerFacts, ...more }));
}

function compared(before: FunctionState, now: FunctionState) {
  const lock = makeLock([before]);
  return driftOf(now, lock.functions.get("orders") ?? null, lock.layers);
}

/** Without the fields that are null. */
function short(drift: readonly Drift[]): readonly object[] {
  return drift.map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null)));
}

const between = (before: FunctionState, now: FunctionState) => short(compared(before, now).drift);

describe("a function that is as it was locked", () => {
  const state = stateOf({ utils: a("1.0.0"), "tracing:3": a("2.0.0") });

  it("differs in nothing", () => {
    expect(compared(state, state)).toEqual({ drift: [], unknown: [] });
  });

  it("differs in nothing where layers have other names or unknown versions, and the same files", () => {
    const renamed = stateOf({ "shop-utils:7": a("1.0.0"), tracing: a("2.0.0") });
    expect(between(state, renamed)).toEqual([]);
    expect(between(renamed, state)).toEqual([]);
  });

  it("differs in nothing where its layer is the second one of its name in the lock", () => {
    const lock = makeLock([
      { ...stateOf({ layer: a("1.0.0") }), name: "billing" },
      stateOf({ layer: a("2.0.0") }),
    ]);
    const orders = lock.functions.get("orders") ?? null;
    expect(orders?.layers).toEqual(["layer-2"]);
    expect(driftOf(stateOf({ layer: a("2.0.0") }), orders, lock.layers).drift).toEqual([]);
    expect(short(driftOf(stateOf({ layer: a("3.0.0") }), orders, lock.layers).drift)).toEqual([
      {
        kind: "package-version",
        layer: "layer",
        path: `${at}/a`,
        package: "a",
        locked: "2.0.0",
        now: "3.0.0",
      },
    ]);
  });
});

describe("what drifted", () => {
  it("is the order of two layers of one name and version", () => {
    const [one, other] = [a("1.0.0"), { [`${at}/b/package.json`]: json("b", "1.0.0") }];
    const arns = ["1", "2"].map((account) => ({
      arn: `arn:aws:lambda:eu-central-1:${account.repeat(12)}:layer:shared:1`,
      runtimes: null,
      architectures: null,
    }));
    const state = (...layers: readonly Files[]) =>
      lockFunction(
        functionWith(
          layers.map((files) => tree("shared", files)),
          { layerFacts: arns },
        ),
      );
    expect(between(state(one, other), state(one, other))).toEqual([]);
    expect(between(state(one, other), state(other, one))).toMatchObject([{ kind: "layer-order" }]);
  });

  it("is a function that the lock does not have", () => {
    expect(short(driftOf(stateOf({}), null, new Map()).drift)).toEqual([{ kind: "not-locked" }]);
  });

  it("is the runtime and the architecture", () => {
    expect(between(stateOf({}), stateOf({}, { runtime: "nodejs22.x", arch: "arm64" }))).toEqual([
      { kind: "runtime", locked: "nodejs24.x", now: "nodejs22.x" },
      { kind: "arch", locked: "x64", now: "arm64" },
    ]);
  });

  it("is the order of the layers, and nothing of what is in them", () => {
    const [one, two, three] = [a("1.0.0"), a("2.0.0"), a("3.0.0")];
    expect(between(stateOf({ one, two, three }), stateOf({ three, one, two }))).toEqual([
      { kind: "layer-order", locked: "one, two, three", now: "three, one, two" },
    ]);
  });

  it("is a layer that is gone, and one that is new; the order of the others stays", () => {
    const [one, two, three] = [a("1.0.0"), a("2.0.0"), a("3.0.0")];
    expect(between(stateOf({ one, "two:2": two }), stateOf({ "three:3": three, one }))).toEqual([
      { kind: "layer-gone", layer: "two:2" },
      { kind: "layer-added", layer: "three:3" },
    ]);
  });

  it("is a layer's version, and what that changes", () => {
    expect(between(stateOf({ "utils:7": a("1.0.0") }), stateOf({ "utils:8": a("1.1.0") }))).toEqual([
      { kind: "layer-version", layer: "utils", locked: "7", now: "8" },
      {
        kind: "package-version",
        layer: "utils:8",
        path: `${at}/a`,
        package: "a",
        locked: "1.0.0",
        now: "1.1.0",
      },
    ]);
    expect(between(stateOf({ "utils:7": a("1.0.0") }), stateOf({ "utils:8": a("1.0.0") }))).toEqual([
      { kind: "layer-version", layer: "utils", locked: "7", now: "8" },
    ]);
  });

  it("is each package that is new, gone, of another version, or of the same version with other files", () => {
    const before = {
      ...a("1.0.0", { [`${at}/a/node_modules/b/package.json`]: json("b", "1.0.0") }),
      [`${at}/c/package.json`]: json("c", "1.0.0"),
      [`${at}/c/index.js`]: "1",
      [`${at}/zod4/package.json`]: json("zod", "4.0.0"),
    };
    const now = {
      ...a("1.0.1"),
      [`${at}/c/package.json`]: json("c", "1.0.0"),
      [`${at}/c/index.js`]: "2",
      [`${at}/zod4/package.json`]: json("zod", "4.1.0"),
      [`${at}/d/index.js`]: "",
    };
    const about = (name: string, path = name) => ({ layer: "utils", path: `${at}/${path}`, package: name });
    expect(between(stateOf({ utils: before }), stateOf({ utils: now }))).toEqual([
      { kind: "package-version", ...about("a"), locked: "1.0.0", now: "1.0.1" },
      { kind: "package-gone", ...about("b", "a/node_modules/b"), locked: "1.0.0" },
      { kind: "package-files", ...about("c"), locked: "1.0.0", now: "1.0.0" },
      { kind: "package-added", ...about("d") },
      { kind: "package-version", ...about("zod", "zod4"), locked: "4.0.0", now: "4.1.0" },
    ]);
  });

  it("is each native file that is new, gone, or for another machine", () => {
    const needing = (version: string) => library({ needs: { "libc.so.6": { [version]: ["x"] } } });
    const before = { "lib/a.so": needing("GLIBC_2.28"), "lib/b.so": library() };
    const now = { "lib/a.so": needing("GLIBC_2.34"), "lib/c.so": library({ machine: 183 }) };
    expect(between(stateOf({ utils: before }), stateOf({ utils: now }))).toEqual([
      {
        kind: "native-changed",
        layer: "utils",
        path: "lib/a.so",
        locked: "x64, glibc 2.28",
        now: "x64, glibc 2.34",
      },
      { kind: "native-gone", layer: "utils", path: "lib/b.so", locked: "x64" },
      { kind: "native-added", layer: "utils", path: "lib/c.so", now: "arm64" },
    ]);
  });

  it("is what is outside of packages and native files", () => {
    const before = stateOf({ utils: a("1.0.0", { "nodejs/lib/x.js": "1" }) });
    expect(between(before, stateOf({ utils: a("1.0.0", { "nodejs/lib/x.js": "2" }) }))).toEqual([
      { kind: "other-files", layer: "utils" },
    ]);
  });
});

describe("a layer whose content one side does not know", () => {
  const unread = { name: arnOf("utils:7"), arn: arnOf("utils:7"), place: 0, why: "" };
  const without = stateOf({}, { unreadLayers: [unread] });
  const known = stateOf({ "utils:7": a("1.0.0") });

  it("is not compared, and said where the lock is that side", () => {
    expect(compared(without, known)).toEqual({ drift: [], unknown: ["utils:7"] });
    expect(compared(known, without)).toEqual({ drift: [], unknown: [] });
    expect(compared(without, without)).toEqual({ drift: [], unknown: [] });
  });

  it("still has a version and a place", () => {
    expect(between(without, stateOf({ "utils:8": a("1.0.0") }))).toEqual([
      { kind: "layer-version", layer: "utils", locked: "7", now: "8" },
    ]);
  });
});
