import { describe, expect, it } from "vitest";
import { githubReport } from "../../../check/report/github.ts";
import { attacks, caseNames, checkedCase, fleet, report } from "./cases.ts";

const lines = (name: string): readonly string[] =>
  githubReport(report([checkedCase(name)]))
    .trimEnd()
    .split("\n");

describe("the check as annotations", () => {
  it("has the fix in each, and what several functions share once", () => {
    const all = githubReport(report(fleet())).trimEnd().split("\n");
    expect(all.map((line) => line.replace(/::(orders@|\/var\/task\/index).*/, ""))).toEqual([
      "::error title=billing and orders%3A range-violation of utils",
      "::warning title=later%3A unresolved-module of absent::May happen. orders@1.0.0 (/var/task/later.mjs) " +
        (all[1] ?? "").replace(/^.*later\.mjs\) /, ""),
      "::warning title=blind%3A not judged",
      expect.stringMatching(/^::notice title=Outcrop::6 functions: 2 with errors.*Failed \(exit code 1\)/),
    ]);
    expect(all[0]).toMatch(/ Fix: Either install utils/);
  });

  it("says what Lambda will refuse, and that an acceptance has ended", () => {
    expect(lines("refused")[0]).toMatch(/^::error title=orders%3A Lambda will refuse it::/);
    expect(lines("ended")[0]).toContain("accepted it until 2026-03-13");
    expect(lines("accepted")).toEqual([expect.stringMatching(/^::notice title=Outcrop::/)]);
  });

  it("lets no name end its line or its title", () => {
    expect(lines("hostile").join("\n")).toContain('asked for "::error title=x::%250A::warning::y"');
    const named = { ...checkedCase("will"), name: `${attacks.line},a:b` };
    const [first = ""] = githubReport(report([named])).split("\n");
    expect(first).toMatch(/^::error title=two%0Alines\.js%2Ca%3Ab%3A range-violation of utils::orders@/);
  });

  it.each(caseNames)("has nothing but annotations in its lines: %s", (name) => {
    for (const line of lines(name)) {
      expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/);
      expect(line).not.toMatch(/%(?!25|0A|0D|3A|2C)/);
    }
  });
});
