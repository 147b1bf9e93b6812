import { describe, expect, test } from "vitest";
import { confidenceAtMost, strengthOfTie, strengthOrder, weakened } from "../../../core/explain/strength.ts";
import type { Tie } from "../../../core/explain/tie.ts";
import { type FindingParts, finding } from "./support.ts";

const tie = (parts: Partial<Tie>): Tie => ({ by: "frame", frame: null, position: 0, named: false, ...parts });

describe("the strength of a tie", () => {
  test.each([
    ["the loader's message names the finding", { named: true }, {}, "strong"],
    ["a package on the stack loads the file", { by: "loaded-by" }, {}, "strong"],
    ["an error-level finding is about a frame", {}, { severity: "error" }, "strong"],
    ["a warning is about a frame", {}, { severity: "warning" }, "fair"],
    ["an error-level finding was seen by the importer", { by: "importer" }, { severity: "error" }, "fair"],
  ] as const)("%s", (_, tied: Partial<Tie>, parts: FindingParts, strength) => {
    expect(strengthOfTie({ finding: finding("zod", parts), tie: tie(tied) })).toBe(strength);
  });
});

describe("what weakens it", () => {
  const asked = finding("zod", { code: "shadowed-package", evidence: { rangeAcceptsWinner: true } });

  test.each([
    ["the importer asked for the version that won", asked, "TypeError", "weak"],
    ["the error has a class of its own", finding("zod"), "ZodError", "weak"],
    ["neither", finding("zod"), "TypeError", "fair"],
    ["Lambda's name for a failed import", finding("zod"), "Runtime.ImportModuleError", "fair"],
  ] as const)("%s", (_, about, errorName, strength) => {
    expect(weakened(about, errorName, false, "fair")).toBe(strength);
  });

  test("an error of the loader stays as strong as it is", () => {
    expect(weakened(asked, "ZodError", true, "strong")).toBe("strong");
  });

  test("a faint link does not become stronger", () => {
    expect(weakened(asked, "ZodError", false, "faint")).toBe("faint");
  });
});

test("a weaker link never supports more", () => {
  const levels = ["low", "medium", "high"];
  const byStrength = (["strong", "fair", "weak", "faint"] as const).toSorted(
    (one, other) => strengthOrder[one] - strengthOrder[other],
  );
  const supported = byStrength.map((strength) => levels.indexOf(confidenceAtMost[strength]));
  expect(supported).toEqual(supported.toSorted((one, other) => other - one));
});
