import { describe, expect, test } from "vitest";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { equals, type Judged, judge } from "../../../core/explain/judge.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { copy, errorFacts, finding, frameIn, ownFrame } from "./support.ts";

const own = { path: "/var/task/index.js", copy: copy("(function)", null, "function") };
const about = (name: string, parts: Parameters<typeof finding>[1] = {}): Finding =>
  finding(name, { winner: copy(name, "1.0.0", "function"), ...parts });

const judged = (
  findings: readonly Finding[],
  frames: readonly string[],
  parts: Partial<ErrorFacts> = {},
): readonly Judged[] => judge(findings, [errorFacts(frames, parts)], () => new Set());

const order = (...of: Parameters<typeof judged>): string[] =>
  judged(...of).map(({ finding: { code, package: name } }) => `${code} ${name}`);

describe("the order", () => {
  test("what the loader names first, then the innermost frame", () => {
    const parts = { code: "range-violation" } as const;
    const findings = [about("outer", parts), about("inner", parts), about("named", parts)];
    const frames = [frameIn("inner"), frameIn("outer"), ownFrame];
    expect(order(findings, frames, { loaderMessage: "'named'" })).toEqual([
      "range-violation named",
      "range-violation inner",
      "range-violation outer",
    ]);
  });

  test("of packages that run twice the outer one first", () => {
    expect(order([about("inner"), about("outer")], [frameIn("inner"), frameIn("outer")])).toEqual([
      "duplicate-instance outer",
      "duplicate-instance inner",
    ]);
  });

  test("severity, then the frame, then the nearer cause, then the order found", () => {
    const findings = [
      about("a", { code: "shadowed-package" }),
      about("a", { code: "range-violation" }),
      about("a"),
      about("b", { severity: "error" }),
    ];
    const exchanged = new Set(findings.map(({ package: name }) => name));
    expect(order(findings, [frameIn("a"), frameIn("b")], { exchanged })).toEqual([
      "duplicate-instance b",
      "range-violation a",
      "duplicate-instance a",
      "shadowed-package a",
    ]);
    expect(order([about("m"), about("n")], [], { loaderMessage: "'m' 'n'" })).toEqual([
      "duplicate-instance m",
      "duplicate-instance n",
    ]);
  });

  test("what only the loader's words tie is a cause of a person's second look", () => {
    const evidence = { use: "load", file: "/opt/lib/libx.so", outcome: "latent", bits: 64 };
    const text = about("(layer)", { code: "wrong-platform", evidence });
    const machine = about("(layer)", { code: "wrong-architecture", evidence });
    const levels = (said: string) =>
      judged([text, machine], [frameIn("koffi")], { text: said }).map(({ finding: { code }, level }) => [
        code,
        level,
      ]);
    expect(levels("Failed to load: invalid ELF header")).toEqual([["wrong-platform", 2]]);
    expect(levels("Failed to load: cannot open shared object file")).toEqual([["wrong-architecture", 1]]);
  });

  test("accepted findings, and those that lie elsewhere, are not judged", () => {
    expect(order([about("a", { accepted: "known" }), about("b")], [frameIn("a")])).toEqual([]);
  });

  test("a thousand findings on one frame are cut at 32", () => {
    const many = Array.from({ length: 1_000 }, () => about("a"));
    expect(order(many, [frameIn("a")])).toHaveLength(32);
  });
});

const violation = (name: string, evidence: object = {}): Finding =>
  about(name, { code: "range-violation", severity: "error", importer: own, evidence });
const lacks = (name: string, as: string, loserHas: boolean | null = true): object => ({
  lacks: [{ name, as: [as], loserHas }],
});
const notFunction = (of: string | null, name: string): Partial<ErrorFacts> => ({
  name: "TypeError",
  thrown: "by-engine",
  missing: { kind: "not-a-function", name, of, specifier: null },
});
const onPurpose: Partial<ErrorFacts> = { name: "Error", thrown: "on-purpose" };

const level = (...of: Parameters<typeof judged>): number | null => judged(...of)[0]?.level ?? null;

describe("the level", () => {
  test.each<[string, Finding, readonly string[], Partial<ErrorFacts>, number | null]>([
    ["high: the loader names it", violation("rates"), [ownFrame], { loaderMessage: "'rates/x'" }, 3],
    [
      "high: the copy that won lacks the name, and the other has it",
      violation("rates", lacks("convertAll", "rates")),
      [ownFrame],
      notFunction("rates", "convertAll"),
      3,
    ],
    [
      "high: the same under a name of the importer's own",
      violation("rates", lacks("convertAll", "b")),
      [ownFrame],
      notFunction(null, "b"),
      3,
    ],
    [
      "medium: no one could read the copy that lost, and the name may be misspelt",
      violation("rates", lacks("convertAll", "rates", null)),
      [ownFrame],
      notFunction("rates", "convertAll"),
      2,
    ],
    [
      "none: neither copy has the name",
      violation("rates", lacks("convertAll", "rates", false)),
      [ownFrame],
      notFunction("rates", "convertAll"),
      0,
    ],
    ["medium: the package failed", violation("rates"), [frameIn("rates")], { thrown: "by-engine" }, 2],
    ["medium: code that asks for it failed", violation("rates"), [ownFrame], { thrown: "by-engine" }, 2],
    ["low: the package refused a value", violation("rates"), [frameIn("rates")], onPurpose, 1],
    [
      "low: a package's own class of error",
      violation("rates"),
      [frameIn("rates")],
      { name: "RatesError", thrown: null },
      1,
    ],
    ["none by itself: the function itself threw", violation("rates"), [ownFrame], onPurpose, 0],
    [
      "none: the error names what the function was handed over",
      violation("rates"),
      [ownFrame],
      notFunction("event.items", "map"),
      0,
    ],
    [
      "low: the error names what the text of the copy has",
      violation("rates", lacks("other", "rates")),
      [ownFrame],
      notFunction("rates", "convertAll"),
      1,
    ],
    [
      "low: the error names a value that may be of this package",
      violation("rates", lacks("other", "rates")),
      [ownFrame],
      notFunction("client", "convertAll"),
      1,
    ],
    [
      "medium: the text of the copy that won has the name",
      violation("rates"),
      [ownFrame],
      {
        ...notFunction("rates", "convertAll"),
        inCode: [{ package: "rates", name: "convertAll", winnerHas: true, loserHas: true }],
      },
      2,
    ],
    ["low: two copies, and code of one refuses something", about("zod"), [frameIn("zod")], onPurpose, 1],
    [
      "none: it came from a network",
      about("pg"),
      [frameIn("pg")],
      { name: "Error", code: "ECONNREFUSED", thrown: "on-purpose" },
      -1,
    ],
    [
      "low: the importer accepts the copy that won",
      about("a", { code: "shadowed-package", evidence: { rangeAcceptsWinner: true } }),
      [frameIn("a")],
      { thrown: "by-engine" },
      1,
    ],
    [
      "high: a native file did not load",
      about("n", { code: "wrong-architecture", severity: "error", evidence: { outcome: "failed" } }),
      [frameIn("n")],
      onPurpose,
      3,
    ],
    [
      "low: a native file that nothing asked for",
      about("n", { code: "wrong-architecture", severity: "warning", evidence: { outcome: "latent" } }),
      [frameIn("n")],
      onPurpose,
      1,
    ],
    ["none: what is info", about("zod", { severity: "info" }), [frameIn("zod")], onPurpose, -1],
    [
      "not tied: what is info, on an outer frame",
      about("zod", { severity: "info" }),
      [frameIn("a"), frameIn("zod")],
      onPurpose,
      null,
    ],
  ])("%s", (_, one, frames, parts, expected) => {
    expect(level([one], frames, parts)).toBe(expected);
  });

  test("is that of the error in the chain that says most", () => {
    const chain = [
      errorFacts([ownFrame], onPurpose),
      errorFacts([ownFrame], notFunction("rates", "convertAll")),
    ];
    const [first] = judge([violation("rates", lacks("convertAll", "rates"))], chain, () => new Set());
    expect(first).toMatchObject({ level: 3, mechanism: { kind: "name-missing", name: "convertAll" } });
  });
});

describe("findings that fit equally", () => {
  const names = (of: readonly Judged[]): string[] => equals(of).map(({ finding: { package: name } }) => name);

  test("are those of other packages that the same frame ties", () => {
    const both = [violation("a"), violation("b"), about("b", { code: "shadowed-package", importer: own })];
    expect(names(judged(both, [ownFrame], { thrown: "by-engine" }))).toEqual(["b"]);
  });

  test("are not those that a name distinguishes, or that nothing supports", () => {
    const named = [violation("a", lacks("x", "a")), violation("b", lacks("y", "b"))];
    expect(names(judged(named, [ownFrame], notFunction("b", "y")))).toEqual([]);
    expect(names(judged([violation("a"), violation("b")], [ownFrame], notFunction("event", "y")))).toEqual(
      [],
    );
  });
});
