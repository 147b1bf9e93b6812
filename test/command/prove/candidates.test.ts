import { describe, expect, it } from "vitest";
import { candidatesOf } from "../../../command/prove/candidates.ts";
import { UsageError } from "../../../command/shared/usage.ts";
import type { Finding, FindingCode } from "../../../core/findings/finding.ts";
import type { Analysis } from "../../../incident/analysis/analysis.ts";
import { finding } from "./fixture.ts";

type Part = readonly [code: FindingCode, name: string, severity: Finding["severity"]];

function analysis(parts: readonly Part[], errors: Readonly<Record<string, readonly number[]>>) {
  return {
    causes: parts.map(([code, name, severity]) => ({
      severity,
      observed: { finding: finding(code, { package: name, severity }) },
    })),
    errors: Object.entries(errors).map(([name, causes]) => ({ error: { name }, causes })),
  } as unknown as Pick<Analysis, "causes" | "errors">;
}

const parts = [
  ["shadowed-package", "a", "info"],
  ["shadowed-package", "b", "warning"],
  ["range-violation", "c", "error"],
  ["duplicate-instance", "d", "info"],
] as const;
const names = (...given: Parameters<typeof candidatesOf>): string[] =>
  candidatesOf(...given).map(
    ({ finding: { package: name }, tied, last }) => `${name}${tied ? " tied" : ""}${last ? " last" : ""}`,
  );

describe("candidates", () => {
  it("are first what is tied to an error of the same name, and last what is only for information", () => {
    const given = analysis(parts, { Error: [2], TypeError: [3, 1] });
    expect(names(given, "TypeError", [])).toEqual(["d tied", "b tied", "c tied", "a last"]);
    expect(names(given, "Error", [])).toEqual(["c tied", "d tied", "b tied", "a last"]);
  });

  it("leave out what its owner accepted", () => {
    const given = analysis(parts, {});
    const accepted = { ...finding("shadowed-package", { package: "b" }), accepted: "meant" };
    const causes = given.causes.map((one, at) =>
      at === 1 ? { ...one, observed: { ...one.observed, finding: accepted } } : one,
    );
    expect(names({ ...given, causes }, null, [])).toEqual(["c", "a last", "d last"]);
  });

  it("can be chosen", () => {
    const given = analysis(parts, { Error: [2] });
    expect(names(given, null, [{ code: "shadowed-package", package: "a" }])).toEqual(["a last"]);
    const wrong = [{ code: "shadowed-package", package: "x" }];
    expect(() => candidatesOf(given, null, wrong)).toThrow(UsageError);
    expect(() => candidatesOf(given, null, wrong)).toThrow(
      "--finding: shadowed-package:x was not found here. " +
        "The findings are: range-violation:c, shadowed-package:a",
    );
  });
});
