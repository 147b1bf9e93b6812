import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tree } from "../../../check/lambda/tree.ts";
import { layerDiff } from "../../../check/layer-diff/layer-diff.ts";
import type { Problem } from "../../../core/layout/problem.ts";
import { tree } from "../layers/layers.ts";
import { diff, pack, runtimes, told } from "./layers.ts";

const manifest = (...names: readonly string[]) => ({
  "nodejs/package.json": JSON.stringify({
    dependencies: Object.fromEntries(names.map((name) => [name, "*"])),
  }),
});

it("says nothing of equal layers", () => {
  const one = { ...pack("a", "1.0.0"), "bin/tool": "x" };
  expect(diff(one, one)).toMatchObject({
    step: null,
    changes: [],
    packages: { old: 1, new: 1, unchanged: 1 },
  });
});

describe("packages", () => {
  const a = pack("a", "1.0.0");
  const b = pack("b", "1.0.0");

  it("that are gone break, and new ones add", () => {
    expect(told({ ...a, ...b }, a)).toEqual(["major package-gone b"]);
    expect(told(a, { ...a, ...b })).toEqual(["minor package-added b"]);
  });

  it("that the layer's package.json does not name count one step less", () => {
    expect(told({ ...a, ...b, ...manifest("a") }, { ...a, ...manifest("a") })).toEqual([
      "minor package-gone b",
    ]);
    expect(told({ ...a, ...manifest("a") }, { ...a, ...b, ...manifest("a") })).toEqual([
      "patch package-added b",
    ]);
    expect(told({ ...a, ...b, ...manifest("a", "b") }, { ...a, ...manifest("a") })).toEqual([
      "major package-gone b",
    ]);
  });

  it("are meant to be imported if an option says so", () => {
    const publicNames = new Set(["a"]);
    expect(told({ ...a, ...b }, a, { publicNames })).toEqual(["minor package-gone b"]);
  });

  it("nested in another one count as a patch", () => {
    const nested = (version: string) =>
      pack("b", version, {}, undefined, "nodejs/node_modules/a/node_modules");
    expect(told({ ...a, ...nested("1.0.0") }, { ...a, ...nested("2.0.0") })).toEqual([
      "patch version-major b",
    ]);
    expect(told({ ...a, ...nested("1.0.0") }, a)).toEqual(["patch package-gone b"]);
  });

  it("that are nested now are gone for functions", () => {
    const nested = pack("b", "1.0.0", {}, undefined, "nodejs/node_modules/a/node_modules");
    expect(told({ ...a, ...b }, { ...a, ...nested })).toEqual([
      "major package-gone b",
      "patch package-added b",
    ]);
  });

  it("that move where some runtime does not look break", () => {
    const moved = pack("a", "1.0.0", {}, undefined, "nodejs/node24/node_modules");
    expect(told(a, moved)).toEqual(["major package-moved a"]);
    expect(diff(a, moved).changes[0]).toMatchObject({ items: ["nodejs22.x", "nodejs26.x"] });
    expect(told(moved, a)).toEqual(["patch package-moved a"]);
    expect(told(a, moved, { runtimes: runtimes.filter(({ nodeMajor }) => nodeMajor === 24) })).toEqual([
      "patch package-moved a",
    ]);
  });

  it("of types alone are never loaded", () => {
    const types = (version: string) =>
      pack("@types/a", version, {}, { "index.d.ts": `type A = "${version}"` });
    expect(told(types("1.0.0"), types("2.0.0"))).toEqual(["patch version-major @types/a"]);
    expect(told({ ...a, ...types("1.0.0") }, a)).toEqual(["patch package-gone @types/a"]);
  });

  it("with other bytes in the same version are a patch", () => {
    expect(told(a, pack("a", "1.0.0", {}, { "index.js": 'exports.version = "other";' }))).toEqual([
      "patch same-version a",
    ]);
  });
});

describe("entries", () => {
  it("that only import takes break require", () => {
    const one = pack("a", "1.0.0", { exports: "./index.js" }, { "index.js": "exports.version = 1;" });
    const esm = { type: "module", exports: "./index.js" };
    const two = pack("a", "1.1.0", esm, { "index.js": "export const version = 1; export default {};" });
    expect(told(one, two)).toEqual(["major require-gone a", "minor version-minor a"]);
    // What `import` gave by default were the exports as a whole.
    const three = pack("a", "1.1.0", esm, { "index.js": "export const version = 1;" });
    expect(
      diff(one, three).changes.flatMap(({ code, items }) => (code === "names-gone" ? items : [])),
    ).toEqual(["default"]);
  });

  it("that only require takes break import", () => {
    const both = { exports: { ".": { require: "./index.cjs", import: "./index.mjs" } } };
    const files = { "index.cjs": "exports.a = 1;", "index.mjs": "export const a = 1;" };
    const one = { exports: { ".": { require: "./index.cjs" } } };
    expect(told(pack("a", "1.0.0", both, files), pack("a", "1.0.1", one, files))).toContain(
      "major import-gone a",
    );
  });

  it("of exports that are gone break, and new ones add", () => {
    const files = { "index.js": "exports.a = 1;", "lib/x.js": "exports.x = 1;" };
    const one = pack("a", "1.0.0", { exports: { ".": "./index.js" } }, files);
    const two = pack("a", "1.0.1", { exports: { ".": "./index.js", "./x": "./lib/x.js" } }, files);
    expect(told(two, one)).toContain("major entry-gone a");
    expect(told(one, two)).toEqual(["minor entry-added a", "patch version-patch a"]);
  });

  it("whose pattern is gone are files that are gone", () => {
    const files = { "index.js": "exports.a = 1;", "lib/x.js": "exports.x = 1;" };
    const one = pack("a", "1.0.0", { exports: { ".": "./index.js", "./*": "./lib/*.js" } }, files);
    const { changes } = diff(one, pack("a", "1.0.1", { exports: "./index.js" }, files));
    expect(changes[0]).toMatchObject({ code: "files-gone", step: "major", items: ["x"] });
  });

  it("are closed by exports that are new", () => {
    const files = { "index.js": "exports.a = 1;", "lib/x.js": "exports.x = 1;" };
    const { changes } = diff(
      pack("a", "1.0.0", {}, files),
      pack("a", "1.1.0", { exports: "./index.js" }, files),
    );
    expect(changes[0]).toMatchObject({ code: "files-gone", step: "major", items: ["index.js", "lib/x.js"] });
  });

  it("deep in folders count one step less, and files of tools not at all", () => {
    const index = { "index.js": "exports.a = 1;" };
    const now = pack("a", "1.0.1", {}, index);
    expect(told(pack("a", "1.0.0", {}, { ...index, "get.js": "" }), now)).toContain("major files-gone a");
    expect(told(pack("a", "1.0.0", {}, { ...index, "lib/get.js": "" }), now)).toContain("minor files-gone a");
    expect(
      told(pack("a", "1.0.0", {}, { ...index, "rollup.config.js": "", ".eslintrc.js": "" }), now),
    ).toEqual(["patch version-patch a"]);
  });
});

describe("names", () => {
  const commonJs = (code: string, version: string) => pack("a", version, {}, { "index.js": code });
  const esm = (code: string, version: string, more = {}) =>
    pack("a", version, { type: "module", exports: "./index.js" }, { "index.js": code, ...more });

  it("that CommonJS loses break", () => {
    const { changes } = diff(
      commonJs("exports.a = 1; exports.b = 2;", "1.0.0"),
      commonJs("exports.a = 1;", "1.0.1"),
    );
    expect(changes[0]).toMatchObject({
      code: "names-gone",
      step: "major",
      how: null,
      entry: "a",
      items: ["b"],
    });
  });

  it("are not lost if a module may export anything", () => {
    const codes = told(
      commonJs("exports.a = 1; exports.b = 2;", "1.0.0"),
      commonJs("module.exports = make();", "1.0.1"),
    );
    // Node's own lexer gives `import` none of them.
    expect(codes).toContain("major names-gone a");
    const { changes } = diff(
      commonJs("exports.a = 1; exports.b = 2;", "1.0.0"),
      commonJs("module.exports = make();", "1.0.1"),
    );
    expect(changes.filter(({ code }) => code === "names-gone").map(({ how }) => how)).toEqual(["import"]);
  });

  it("are followed through what a module hands on", () => {
    const old = esm("export * from './b.js'; export const a = 1;", "1.0.0", {
      "b.js": "export const b = 1;",
    });
    const now = esm("export * from './b.js'; export const a = 1;", "1.0.1", {
      "b.js": "export const c = 1;",
    });
    expect(diff(old, now).changes.map(({ code, items }) => [code, ...items])).toEqual([
      ["names-gone", "b"],
      ["names-added", "c"],
      ["version-patch"],
    ]);
  });

  it("are followed through what CommonJS hands on", () => {
    const layer = (b: string, version: string) =>
      pack("a", version, {}, { "index.js": "module.exports = require('./b.js');", "b.js": b });
    const { changes } = diff(
      layer("exports.a = 1; exports.b = 1;", "1.0.0"),
      layer("exports.a = 1;", "1.0.1"),
    );
    expect(changes[0]).toMatchObject({ code: "names-gone", how: null, items: ["b"] });
  });

  it("that begin with _ count as a patch", () => {
    expect(told(esm("export const _a = 1;", "1.0.0"), esm("export const b = 1;", "1.0.1"))).toContain(
      "patch private-names-gone a",
    );
  });

  it("go round in a circle without end", () => {
    const old = esm("export * from './b.js';", "1.0.0", {
      "b.js": "export * from './index.js'; export let b;",
    });
    expect(told(old, esm("export let b;", "1.0.1"))).toEqual(["patch version-patch a"]);
  });
});

describe("what a package asks for", () => {
  it("breaks where its Node leaves out a runtime", () => {
    const one = (version: string, node: string) => pack("a", version, { engines: { node } });
    expect(told(one("1.0.0", ">=18"), one("1.0.1", ">=20"))).toContain("patch engines-raised a");
    const { changes } = diff(one("1.0.0", ">=18"), one("1.0.1", ">=24"));
    expect(changes[0]).toMatchObject({ code: "engines-raised", step: "major", items: ["nodejs22.x"] });
  });

  it("breaks where a peer is new and the layer does not bring it", () => {
    const one = (version: string, peerDependencies: object) => pack("a", version, { peerDependencies });
    expect(told(one("1.0.0", {}), one("1.0.1", { b: "^2" }))).toContain("major peer-added a");
    expect(
      told(
        { ...one("1.0.0", {}), ...pack("b", "2.1.0") },
        { ...one("1.0.1", { b: "^2" }), ...pack("b", "2.1.0") },
      ),
    ).toContain("patch peer-added a");
    expect(told(one("1.0.0", { b: "^2 || ^3" }), one("1.0.1", { b: "^3" }))).toContain(
      "major peer-changed a",
    );
    expect(told(one("1.0.0", { b: "^2" }), one("1.0.1", { b: "^2 || ^3" }))).toContain(
      "patch peer-changed a",
    );
  });

  it("breaks where a dependency is gone, or out of range", () => {
    const a = pack("a", "1.0.0", { dependencies: { b: "^1.0.0" } });
    expect(told({ ...a, ...pack("b", "1.0.0") }, a)).toContain("major dependency-missing a");
    expect(told({ ...a, ...pack("b", "1.0.0") }, { ...a, ...pack("b", "2.0.0") })).toContain(
      "major dependency-out-of-range a",
    );
    expect(told(a, { ...a, ...pack("c", "1.0.0") })).toEqual(["minor package-added c"]);
    const sdk = pack("a", "1.0.0", { dependencies: { "@aws-sdk/client-s3": "^3" } });
    expect(told({ ...sdk, ...pack("@aws-sdk/client-s3", "3.1.0") }, sdk)).not.toContain(
      "major dependency-missing a",
    );
  });
});

describe("files in no package", () => {
  const script = (content: string, mode = 0o755) => ({ content, mode });

  it("break where they are gone or cannot be executed", () => {
    expect(
      told(
        { "bin/tool": script("#!/bin/sh"), wrapper: script("x") },
        { "bin/tool": script("#!/bin/sh", 0o644) },
      ),
    ).toEqual(["major file-gone wrapper", "major not-executable bin/tool"]);
    expect(told({ "extensions/a": script("x") }, {})).toEqual(["major file-gone extensions/a"]);
  });

  it("add and change", () => {
    expect(told({ "bin/a": "1" }, { "bin/a": "2", "bin/b": "3" })).toEqual([
      "minor file-added bin/b",
      "patch file-changed bin/a",
    ]);
  });

  it("that are libraries are asked for by the first number", () => {
    expect(told({ "lib/libx.so.4.1": "1" }, { "lib/libx.so.4.2": "1" })).toEqual([
      "patch file-added lib/libx.so.4.2",
      "patch file-gone lib/libx.so.4.1",
    ]);
    expect(told({ "lib/libx.so.4.1": "1" }, { "lib/libx.so.5.0": "1" })).toContain(
      "major file-gone lib/libx.so.4.1",
    );
  });

  it("of package managers, of Outcrop and for people lose nothing of use", () => {
    expect(
      told({ "nodejs/package-lock.json": "1", "outcrop/layers/a.json": "1", "README.md": "1" }, {}),
    ).toEqual(["patch file-gone README.md"]);
  });
});

it("takes a hostile package.json for what it is", () => {
  const bad = {
    "nodejs/node_modules/a/package.json":
      '{"version":{},"exports":[[[]]],"engines":{"node":[1]},"__proto__":1}',
  };
  expect(told(bad, pack("a", "1.0.0"))).toContain("major version-unclear a");
  expect(told(pack("a", "1.0.0"), bad).length).toBeGreaterThan(0);
});

it("answers on any package.json and any source", () => {
  const word = fc.constantFrom(
    "export ",
    "{",
    "}",
    "*",
    " from ",
    '"./b.js"',
    "exports.",
    "=",
    "(",
    "`",
    "${",
    "/*",
    "\\",
  );
  const source = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));
  const manifest = fc.dictionary(
    fc.constantFrom("exports", "main", "type", "engines", "peerDependencies", "dependencies"),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const made = fc
    .tuple(fc.constantFrom("1.0.0", "2.0.0", "x"), manifest, source, source)
    .map(([version, more, index, b]) =>
      pack("a", version, more, { "index.js": index, "b.js": b, "c.mjs": index }),
    );
  fc.assert(
    fc.property(made, made, (one, other) => {
      expect(diff(one, one).changes).toEqual([]);
      expect(diff(one, other).step === null).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: 200 },
  );
});

describe("a file that cannot be read", () => {
  const files = { ...pack("a", "1.0.0", {}, { "data.txt": "x" }), "bin/tool": "x" };
  const damagedIn = (path: string): readonly Problem[] => {
    const whole = tree("old.zip", files);
    const now = tree("new.zip", files);
    const read: Tree["read"] = (asked, ...range) => {
      if (asked === path) throw new Error("it is damaged");
      return now.read(asked, ...range);
    };
    const problems: Problem[] = [];
    const onProblem = (problem: Problem): void => void problems.push(problem);
    layerDiff(whole, { ...now, read }, { runtimes, publicNames: null, onProblem });
    return problems;
  };

  it.each(["nodejs/node_modules/a/data.txt", "bin/tool"])("is named: %s", (path) => {
    expect(damagedIn(path)).toContainEqual({
      path: `/opt/${path}`,
      what: "cannot be read: new.zip: it is damaged",
    });
  });
});
