import { describe, expect, it } from "vitest";
import type { Tree, TreeNode } from "../../../check/lambda/tree.ts";
import { judgeFunction } from "../../../check/what-if/judge-function.ts";
import { layersOf } from "../../../check/what-if/layers.ts";
import { namesUsedIn } from "../../../check/what-if/names-used.ts";
import { nodeApiAddon } from "../../core/support/library.ts";
import { pack, runtimes } from "../layer-diff/layers.ts";
import { type Files, tree } from "../layers/layers.ts";
import { copy, finding, judge, next, old, seen, told } from "./layers.ts";

const same = (name: string): Files => ({ "index.js": `exports.${name} = 1;` });
const code = (source: string) => namesUsedIn(tree("code", { "index.js": source }));

describe("a function that loads from the layer", () => {
  it.each<readonly [string, readonly string[]]>([
    ["ulid@2.3.0", ["fine"]],
    ["axios@1.7.7", ["fine"]],
    ["dayjs@1.11.12", ["fine"]],
    ["zod@3.24.4", ["risk version-major zod", "risk names-gone zod"]],
    ["gone@1.0.0", ["breaks package-gone gone"]],
    ["uuid@11.1.0", ["breaks require-gone uuid"]],
    ["dayjs@1.11.12 dayjs/plugin/utc", ["breaks entry-gone dayjs"]],
  ])("%s: %j", (name, expected) => {
    expect(told(judge(next, seen([copy(name)]), { old }))).toEqual(expected);
  });

  it("by import, takes an ES module", () => {
    const verdict = judge(next, seen([copy("uuid@11.1.0", { how: "import" })]), { old });
    expect(told(verdict)).toEqual(["risk version-major uuid", "risk names-gone uuid"]);
    // What CommonJS gave as `default`.
    expect(verdict.reasons[1]?.items).toEqual(["default"]);
  });

  it("is judged by the names that its code uses", () => {
    const given = (source: string) => ({ old, used: code(source) });
    const zod = seen([copy("zod@3.24.4")]);
    expect(told(judge(next, zod, given('const { old } = require("zod");')))).toEqual([
      "breaks used-name-gone zod",
      "risk version-major zod",
    ]);
    expect(told(judge(next, zod, given('const { z } = require("zod");')))).toEqual([
      "risk version-major zod",
    ]);
    // It was not there before either.
    expect(told(judge(next, zod, given('const { other } = require("zod");')))).toEqual([
      "risk version-major zod",
    ]);
  });

  it("is judged by the names that its code takes from a package with a scope", () => {
    const scoped = (version: string, source: string) => pack("@shop/a", version, {}, { "index.js": source });
    const given = {
      old: { ...old, ...scoped("1.0.0", "exports.a = exports.b = 1; exports.b = 2;") },
      used: code('const { a, b } = require("@shop/a");'),
    };
    const one = seen([copy("@shop/a@1.0.0")]);
    expect(told(judge({ ...next, ...scoped("1.1.0", "exports.a = 1;") }, one, given))).toEqual([
      "breaks used-name-gone @shop/a",
    ]);
  });

  it("does not break by what a package of the layer asked for", () => {
    const inner = copy("inner@1.0.0", { importer: "/opt/nodejs/node_modules/gone/index.js" });
    const verdict = judge(
      { ...next, ...pack("gone", "1.0.0", {}, same("gone")) },
      seen([copy("gone@1.0.0"), inner]),
      { old },
    );
    expect(told(verdict)).toEqual(["fine"]);
  });

  it("breaks where a package that it loads lacks what it needs", () => {
    const given = { ...next, ...pack("gone", "1.0.0", { dependencies: { inner: "^1.0.0" } }, same("gone")) };
    expect(told(judge(given, seen([copy("gone@1.0.0")]), { old }))).toEqual([
      "breaks dependency-missing gone",
    ]);
  });

  it("breaks where its wrapper is gone", () => {
    const wrappers = ["/opt/start"];
    const given = { old: { ...old, start: "#!/bin/sh" } };
    expect(told(judge(next, seen([copy("ulid@2.3.0")], { wrappers }), given))).toEqual([
      "breaks wrapper-gone /opt/start",
    ]);
    expect(
      told(judge({ ...next, start: "#!/bin/sh" }, seen([copy("ulid@2.3.0")], { wrappers }), given)),
    ).toEqual(["fine"]);
  });

  it("breaks if native code is for another CPU", () => {
    const addon = (machine: number): Files =>
      pack("ulid", "2.3.0", {}, { "index.js": "", "a.node": nodeApiAddon(8, { machine }) });
    const given = { old: { ...old, ...addon(62) } };
    expect(told(judge({ ...next, ...addon(62) }, seen([copy("ulid@2.3.0")]), given))).toEqual(["fine"]);
    // Both as a whole and in this package.
    expect(told(judge({ ...next, ...addon(183) }, seen([copy("ulid@2.3.0")]), given))).toContain(
      "breaks cpu-gone ulid",
    );
    expect(told(judge({ ...next, ...addon(183) }, seen([copy("ulid@2.3.0")])))).toContain(
      "breaks cpu-gone ulid",
    );
    expect(told(judge({ ...next, ...addon(183) }, seen([copy("ulid@2.3.0")], { arch: "arm64" })))).toEqual([
      "fine",
    ]);
  });

  it("of the SDK falls back to the runtime's", () => {
    const sdk = pack("@aws-sdk/client-s3", "3.600.0");
    const verdict = judge(next, seen([copy("@aws-sdk/client-s3@3.600.0")]), { old: { ...old, ...sdk } });
    expect(told(verdict)).toEqual(["risk from-runtime @aws-sdk/client-s3"]);
  });
});

describe("a function that does not", () => {
  it("is untouched", () => {
    const own = copy("zod@3.24.4", { root: "function", path: "/var/task/node_modules/zod" });
    expect(told(judge(next, seen([own]), { old }))).toEqual(["untouched"]);
  });

  it("is not known where nothing says what it loads", () =>
    expect(told(judge(next, seen([])))).toEqual(["unknown"]));

  it("gets what it had from the runtime", () => {
    const sdk = (version: string) =>
      copy(`@aws-sdk/client-sqs@${version}`, {
        root: "runtime",
        path: "/var/runtime/node_modules/@aws-sdk/client-sqs",
      });
    expect(told(judge(next, seen([sdk("3.632.0")]), { old }))).toEqual([
      "fine instead-of-runtime @aws-sdk/client-sqs",
    ]);
    expect(told(judge(next, seen([sdk("2.0.0")]), { old }))).toEqual([
      "risk instead-of-runtime @aws-sdk/client-sqs",
    ]);
  });
});

it("may get what the new layer overwrites of another one", () => {
  const other = copy("late@1.0.0 late/deep");
  const late = (version: string) => ({ ...next, ...pack("late", version) });
  expect(judge(late("1.0.0"), seen([other]), { old }).reasons).toMatchObject([
    { code: "entry-gone", outcome: "risk", doubt: "layer" },
  ]);
  expect(told(judge(late("2.0.0"), seen([copy("late@1.0.0")]), { old }))).toEqual([
    "risk version-major late",
  ]);
  expect(told(judge(late("1.0.0"), seen([copy("late@1.0.0")]), { old }))).toEqual(["untouched"]);
});

describe("which copies are from the old layer", () => {
  it("its files say", () => {
    // Another layer has a package in the same folder, in another version.
    expect(told(judge(next, seen([copy("zod@3.1.0")]), { old }))).toEqual(["untouched"]);
    expect(told(judge(next, seen([copy("other@1.0.0")]), { old }))).toEqual(["untouched"]);
  });

  it("the lines say by its name", () => {
    const given = { label: "utils" };
    const of = (layer: string) => seen([copy("gone@1.0.0", { layer }), copy("ulid@2.3.0", { layer })]);
    expect(told(judge(next, of("utils:7"), given))).toEqual(["breaks package-gone gone"]);
    expect(told(judge(next, of("utils"), given))).toEqual(["breaks package-gone gone"]);
    expect(told(judge(next, of("utils-two:7"), given))).toEqual(["untouched"]);
    expect(told(judge(next, of("utils:6"), { label: "utils:7" }))).toEqual(["untouched"]);
  });

  it("nothing says: the new one's folders do, and what it does not have may be another layer's", () => {
    const verdict = judge(next, seen([copy("ulid@2.3.0"), copy("gone@1.0.0")]));
    expect(verdict.reasons).toMatchObject([{ outcome: "risk", code: "package-gone", doubt: "layer" }]);
    expect(told(judge(next, seen([copy("gone@1.0.0")])))).toEqual(["untouched"]);
  });
});

describe("findings", () => {
  const zod = (findings: readonly ReturnType<typeof finding>[]) => seen([copy("zod@3.24.4")], { findings });

  it("go where the new version is in the range", () => {
    const { goes } = judge(next, zod([finding("range-violation", "zod", { range: "^4.0.0" })]), { old });
    expect(goes).toMatchObject([{ code: "range-violation", package: "zod", new: "4.0.0", range: "^4.0.0" }]);
    expect(judge(next, zod([finding("range-violation", "zod", { range: "^5" })]), { old }).goes).toEqual([]);
  });

  it("go where what was missing is there", () => {
    const missing = finding("unresolved-module", "late", { winner: null, specifier: "late" });
    const given = { ...next, ...pack("late", "1.0.0") };
    expect(judge(given, zod([missing]), { old }).goes).toMatchObject([{ code: "unresolved-module" }]);
    expect(judge(next, zod([missing]), { old }).goes).toEqual([]);
  });

  it("go where one of two copies is gone", () => {
    const own = "/var/task/node_modules/gone";
    const loser = "/opt/nodejs/node_modules/gone";
    expect(
      judge(next, zod([finding("shadowed-package", "gone", { winner: own, loser })]), { old }).goes,
    ).toHaveLength(1);
  });

  it("come where a package needs another version than the layer has", () => {
    const given = { ...next, ...pack("ulid", "2.3.0", { dependencies: { axios: "^0.27.0" } }, same("ulid")) };
    const { comes, reasons } = judge(given, seen([copy("ulid@2.3.0")]), { old });
    expect(comes).toMatchObject([
      { code: "range-violation", package: "axios", new: "1.7.9", range: "^0.27.0" },
    ]);
    expect(reasons).toMatchObject([{ code: "dependency-out-of-range", outcome: "risk" }]);
  });

  it("come where the layer brings what the function has", () => {
    const own = copy("late@1.0.0", { root: "function", path: "/var/task/node_modules/late" });
    const { comes } = judge({ ...next, ...pack("late", "2.0.0") }, seen([own]), { old });
    expect(comes).toMatchObject([{ code: "shadowed-package", severity: "info", old: "1.0.0", new: "2.0.0" }]);
  });
});

describe("packages in pnpm's store", () => {
  const top = "nodejs/node_modules";
  const stored = (name: string, version: string, manifest = {}, files: Files = same(name)): Files =>
    pack(name, version, manifest, files, `${top}/.pnpm/${name}@${version}/node_modules`);
  const inStore = (name: string, version: string, more = {}) =>
    copy(`${name}@${version}`, {
      path: `/opt/${top}/.pnpm/${name}@${version}/node_modules/${name}`,
      ...more,
    });
  const esm = { type: "module", exports: { ".": "./index.js" } };

  it("count as the layer's in another version", () => {
    // As a zip has them whose links are files.
    const given = { ...stored("uuid", "12.0.0", esm), ...pack("uuid", "12.0.0", esm, same("uuid")) };
    expect(told(judge(given, seen([inStore("uuid", "11.1.0")])))).toEqual(["breaks require-gone uuid"]);
  });

  it("find next to them what they need", () => {
    const needs = { dependencies: { ms: "^2.1.1" } };
    const linked = (ms: string): Tree => {
      const given = tree("new.zip", { ...stored("debug", "4.3.7", needs), ...stored("ms", ms) });
      const link = (target: string): TreeNode => ({ kind: "link", target });
      const store = `${top}/.pnpm/debug@4.3.7/node_modules`;
      const nodes = new Map([
        ...given.nodes,
        [`${store}/ms`, link(`../../ms@${ms}/node_modules/ms`)] as const,
        [`${top}/debug`, link(".pnpm/debug@4.3.7/node_modules/debug")] as const,
      ]);
      return { ...given, nodes };
    };
    const one = seen([inStore("debug", "4.3.4")]);
    const before = tree("old.zip", stored("debug", "4.3.4"));
    const judged = (ms: string) =>
      told(
        judgeFunction(
          one,
          layersOf(linked(ms), { tree: before, label: null }, runtimes, () => {}),
          null,
        ),
      );
    expect(judged("2.1.3")).toEqual(["fine"]);
    expect(judged("1.0.0")).toEqual(["risk dependency-out-of-range debug"]);
  });

  it("are not asked for where a lock lists what only other packages of the store ask for", () => {
    const given = { ...stored("debug", "4.3.7"), ...stored("ms", "2.1.3"), ...pack("debug", "4.3.7") };
    const one = seen([
      inStore("debug", "4.3.4", { importer: null }),
      inStore("ms", "2.1.2", { importer: null }),
    ]);
    expect(told(judge(given, { ...one, isLoaded: false }))).toEqual(["fine"]);
  });
});

describe("a layer's name in lines and locks", () => {
  it("keeps out what another layer has", () => {
    const one = seen([copy("ulid@2.3.0", { layer: "a:1" }), copy("gone@1.0.0", { layer: "b:1" })]);
    expect(told(judge(next, one))).toEqual(["fine"]);
    const same = seen([copy("ulid@2.3.0", { layer: "a:1" }), copy("gone@1.0.0", { layer: "a:1" })]);
    expect(told(judge(next, same))).toEqual(["risk package-gone gone"]);
  });

  it("does not make what a package asks for the function's matter", () => {
    const inner = copy("inner@1.0.0", { importer: "/opt/nodejs/node_modules/gone/index.js" });
    expect(told(judge(next, seen([copy("ulid@2.3.0"), copy("gone@1.0.0"), inner])))).toEqual([
      "risk package-gone gone",
    ]);
  });

  it("of which a lock says nothing else leaves the function not known", () => {
    const locked = (label: string) => seen([], { isLoaded: false, layers: [{ label, isDescribed: false }] });
    expect(told(judge(next, locked("a:1"), { old }))).toEqual(["unknown layer-not-described a:1"]);
    expect(judge(next, locked("a:1"), { old }).outcome).toBe("unknown");
    expect(told(judge(next, locked("a:1"), { label: "b" }))).toEqual(["untouched"]);
    expect(told(judge(next, seen([], { isLoaded: false })))).toEqual(["untouched"]);
  });
});

it("a lock and the code together are sure", () => {
  const locked = seen([copy("zod@3.24.4", { importer: null }), copy("uuid@11.1.0", { importer: null })], {
    isLoaded: false,
  });
  const given = { old, used: code('import { v4 } from "uuid"; require("other");') };
  const told = judge(next, locked, given).reasons.map(
    ({ package: name, how, doubt }) => `${name} ${how} ${doubt}`,
  );
  expect([...new Set(told)].sort()).toEqual(["uuid import null", "zod require loaded"]);
  const broken = judge(next, locked, { old, used: code('require("uuid");') });
  expect(broken.reasons[0]).toMatchObject({ code: "require-gone", outcome: "breaks", doubt: null });
});
