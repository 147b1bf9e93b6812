import { describe, expect, test } from "vitest";
import { rankFindings } from "../../../core/explain/rank.ts";
import { traceOf } from "../../../core/explain/trace.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { copy, copyOf, finding, frameIn, ownFrame } from "./support.ts";

const about = (name: string, parts: Parameters<typeof finding>[1] = {}): Finding =>
  finding(name, { winner: copy(name, "1.0.0", "function"), ...parts });

function order(
  findings: readonly Finding[],
  frames: readonly string[],
  message: string | null = null,
): string[] {
  const failure = { trace: traceOf(frames, copyOf), errorName: "Error", message };
  return rankFindings(findings, failure, () => new Set()).map(
    ({ finding: { code, package: name } }) => `${code} ${name}`,
  );
}

describe("the order", () => {
  test("innermost frame first, then what only the message names", () => {
    const findings = [about("named"), about("outer"), about("inner")];
    expect(order(findings, [frameIn("inner"), frameIn("outer"), ownFrame], "'named'")).toEqual([
      "duplicate-instance inner",
      "duplicate-instance outer",
      "duplicate-instance named",
    ]);
  });

  test("errors first, info last", () => {
    const findings = [about("a", { severity: "info" }), about("b"), about("c", { severity: "error" })];
    expect(order(findings, [frameIn("a"), frameIn("b"), frameIn("c")])).toEqual([
      "duplicate-instance c",
      "duplicate-instance b",
      "duplicate-instance a",
    ]);
  });

  test("within a frame: what the message names, then the nearer cause, then the order found", () => {
    const findings = [
      about("a", { code: "shadowed-package" }),
      about("a", { code: "range-violation" }),
      about("a"),
    ];
    const codes = ["range-violation a", "duplicate-instance a", "shadowed-package a"];
    expect(order(findings, [frameIn("a")])).toEqual(codes);
    const named = finding("b", { code: "shadowed-package", loser: copy("a", "1.0.0", "function") });
    expect(order([...findings, named], [frameIn("a")], "'b'")).toEqual(["shadowed-package b", ...codes]);
    expect(order([about("m"), about("n")], [], "'m' 'n'")).toEqual([
      "duplicate-instance m",
      "duplicate-instance n",
    ]);
  });
});

describe("silent", () => {
  test("accepted findings, and those that lie elsewhere", () => {
    expect(order([about("a", { accepted: "known" }), about("b")], [frameIn("a")])).toEqual([]);
  });

  test("a thousand findings on one frame are cut at 32", () => {
    const many = Array.from({ length: 1_000 }, () => about("a"));
    expect(order(many, [frameIn("a")])).toHaveLength(32);
  });
});
