import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lockText, manifestText } from "../../../check/lock/write-lock.ts";
import { type Lock, type LockedLayer, labelOf } from "../../../core/lock/lock.ts";
import { readLock, readManifest } from "../../../core/lock/read-lock.ts";

const tree = "0123456789abcdef0123456789abcdef";
const utils: LockedLayer = {
  name: "utils",
  version: "7",
  arn: null,
  codeSha256: null,
  tree,
  packages: new Map([
    ["nodejs/node_modules/zod4", { name: "zod", version: "4.1.0", tree, bytes: 1200 }],
    ["nodejs/node_modules/a", { name: null, version: null, tree, bytes: null }],
  ]),
  natives: new Map([["lib/x.so", { arch: "x64", libc: "2.28" }]]),
};

describe("the text of a lock", () => {
  it("is sorted, and has a line for each package and native file", () => {
    const functions = new Map([
      ["orders", { runtime: "nodejs24.x", arch: "arm64", layers: ["utils:7"] }],
      ["billing", { runtime: "nodejs24.x", arch: "x64", layers: [] }],
    ] as const);
    expect(lockText({ functions, layers: new Map([["utils:7", utils]]) })).toBe(`{
  "outcrop": "lock",
  "schema": 1,
  "functions": {
    "billing": {
      "runtime": "nodejs24.x",
      "arch": "x64",
      "layers": []
    },
    "orders": {
      "runtime": "nodejs24.x",
      "arch": "arm64",
      "layers": [
        "utils:7"
      ]
    }
  },
  "layers": {
    "utils:7": {
      "name": "utils",
      "version": "7",
      "tree": "${tree}",
      "packages": {
        "nodejs/node_modules/a": { "tree": "${tree}" },
        "nodejs/node_modules/zod4": { "name": "zod", "version": "4.1.0", "tree": "${tree}", "bytes": 1200 }
      },
      "natives": {
        "lib/x.so": { "arch": "x64", "libc": "2.28" }
      }
    }
  }
}
`);
  });

  it("cannot act on a terminal", () => {
    const name = "\u001b[31m\u202e";
    const text = lockText({
      functions: new Map([[name, { runtime: "nodejs24.x", arch: "x64", layers: [] }]]),
      layers: new Map(),
    });
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u202e");
    expect([...(readLock(text).lock?.functions.keys() ?? [])]).toEqual([name]);
  });

  it("is refused where no reader would take it", () => {
    const packages = new Map(
      Array.from({ length: 20_000 }, (_, index) => [
        `${"x".repeat(450)}/${index}`,
        { name: null, version: null, tree, bytes: 7 },
      ]),
    );
    expect(() =>
      lockText({ functions: new Map(), layers: new Map([["utils:7", { ...utils, packages }]]) }),
    ).toThrow(/characters, and at most 8388608 are read/);
  });
});

describe("what was written", () => {
  const text = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
  const path = text.filter((each) => each.split("/").every((part) => !["", ".", ".."].includes(part)));
  const optional = fc.option(text);
  const hash = fc.constantFrom(tree, "f".repeat(32));
  const layer: fc.Arbitrary<LockedLayer> = fc.record({
    name: text,
    version: optional,
    arn: optional,
    codeSha256: optional,
    tree: hash,
    packages: fc
      .array(
        fc.tuple(
          path,
          fc.record({ name: optional, version: optional, tree: hash, bytes: fc.option(fc.nat()) }),
        ),
      )
      .map((all) => new Map(all)),
    natives: fc.array(fc.tuple(path, fc.record({ arch: text, libc: optional }))).map((all) => new Map(all)),
  });
  const lock: fc.Arbitrary<Lock> = fc.record({
    functions: fc
      .array(
        fc.tuple(
          text,
          fc.record({
            runtime: text,
            arch: fc.constantFrom("x64" as const, "arm64" as const),
            layers: fc.array(text, { maxLength: 5 }),
          }),
        ),
      )
      .map((all) => new Map(all)),
    layers: fc.array(layer, { maxLength: 5 }).map((all) => new Map(all.map((each) => [labelOf(each), each]))),
  });

  it("is read as it was", () => {
    fc.assert(
      fc.property(lock, (each) => {
        expect(readLock(lockText(each))).toEqual({ lock: each, problems: [] });
      }),
    );
    fc.assert(
      fc.property(layer, (each) => {
        expect(readManifest(manifestText(each))).toEqual({ layer: each, problems: [] });
      }),
    );
  });
});
