import { describe, expect, test } from "vitest";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { mechanismOf, wentWrong } from "../../../core/explain/mechanism.ts";
import type { Tie } from "../../../core/explain/tie.ts";
import { copy, errorFacts, finding, frameIn, ownFrame } from "./support.ts";

const tie = (parts: Partial<Tie> = {}): Tie => ({
  by: "frame",
  frame: null,
  position: 0,
  named: false,
  meets: false,
  ...parts,
});
const facts = errorFacts([ownFrame]);
const native = finding("n", { code: "wrong-libc", severity: "error", evidence: { outcome: "failed" } });

describe("how a finding makes an error", () => {
  test("the loader names it", () => {
    expect(mechanismOf(finding("a"), tie({ named: true }), facts)).toEqual({ kind: "loader-names" });
  });

  test("its native file did not load, in the package that failed or that loads it", () => {
    expect(mechanismOf(native, tie(), facts)).toEqual({ kind: "native-load" });
    expect(mechanismOf(native, tie({ by: "loaded-by" }), facts)).toEqual({ kind: "native-load" });
    expect(mechanismOf(native, tie({ by: "importer" }), facts)).toBeNull();
  });

  test("the package with its native files is not there, and the module that asked for it fails", () => {
    const [path, name] = ["/var/task/node_modules/a/index.js", "@a/core-linux-x64"];
    const importer = { path, copy: copy("a", "1.0.0", "function") };
    const parts = { code: "unresolved-module", severity: "error", importer } as const;
    const lost = finding(name, { ...parts, evidence: { forHost: "x64" } });
    const [frame] = errorFacts([frameIn("a")]).trace.frames;
    const near = tie({ by: "importer", frame: frame ?? null });
    expect(mechanismOf(lost, near, facts)).toEqual({ kind: "native-load" });
    // Its own bug, code that only called it, another module, what it got over, a package of JavaScript.
    const missing = { kind: "not-a-function", name: "x", of: "a", specifier: null } as const;
    expect(mechanismOf(lost, near, { ...facts, missing })).toBeNull();
    expect(mechanismOf(lost, { ...near, position: 1 }, facts)).toBeNull();
    const other = { ...importer, path: `${importer.copy.path}/other.js` };
    expect(mechanismOf(finding(name, { ...lost, importer: other }), near, facts)).toBeNull();
    expect(mechanismOf(finding(name, { ...lost, severity: "info" }), near, facts)).toBeNull();
    expect(mechanismOf(finding(name, { ...parts, evidence: { forHost: null } }), near, facts)).toBeNull();
  });

  test.each([
    [false, true, { kind: "name-missing", name: "x", loserHas: true }],
    [false, null, null],
    [false, false, null],
    [true, true, null],
    [null, true, null],
  ] as const)("the copy that won has the name: %s, the other: %s", (winnerHas, loserHas, expected) => {
    const inCode = { package: "a", name: "x", winnerHas, loserHas };
    expect(mechanismOf(finding("a"), tie(), { ...facts, inCode: [inCode] })).toEqual(expected);
    expect(mechanismOf(finding("b"), tie(), { ...facts, inCode: [inCode] })).toBeNull();
  });
});

test.each<[string, ErrorFacts["missing"]]>([
  ["map", { kind: "not-a-function", name: "map", of: "order.items", specifier: null }],
  ["x", { kind: "undefined-property", name: "x", of: null, specifier: null }],
])("a name that any value may have is not this package's: %s", (name, missing) => {
  const inCode = [{ package: "a", name, winnerHas: false, loserHas: true }];
  expect(mechanismOf(finding("a"), tie(), { ...facts, missing, inCode })).toBeNull();
  const lacks = [{ name, as: ["a"], loserHas: true }];
  const taken = finding("a", { code: "range-violation", evidence: { lacks } });
  expect(mechanismOf(taken, tie(), { ...facts, missing, inCode })).toMatchObject({ name });
});

test("no one read the copy that lost, and the importer takes the name from the package", () => {
  const inCode = [{ package: "a", name: "x", winnerHas: false, loserHas: null }];
  const lacks = [{ name: "x", as: ["a"], loserHas: null }];
  const violation = finding("a", { code: "range-violation", evidence: { lacks } });
  expect(mechanismOf(violation, tie(), { ...facts, inCode })).toMatchObject({
    kind: "name-missing",
    name: "x",
  });
});

test.each([
  ["a load that failed", { outcome: "failed" }, "error", true],
  ["a load that the process died in", { outcome: "died" }, "error", true],
  ["a file that nothing loaded", { outcome: "latent" }, "error", false],
  ["a load that the function got over", { outcome: "failed" }, "warning", false],
  ["a log without the outcome", {}, "error", false],
] as const)("went wrong: %s", (_, evidence, severity, expected) => {
  expect(wentWrong({ ...native, severity, evidence } as typeof native)).toBe(expected);
});
