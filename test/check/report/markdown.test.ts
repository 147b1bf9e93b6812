import { describe, expect, it } from "vitest";
import { markdownReport } from "../../../check/report/markdown.ts";
import { caseNames, checkedCase, fleet, report } from "./cases.ts";

const markdown = (name: string): string => markdownReport(report([checkedCase(name)]));

describe("the check as Markdown", () => {
  it("answers in its heading, and has the fix", () => {
    expect(markdown("will")).toMatch(
      /^### ❌ Outcrop: orders: 1 error will happen\n\n[\s\S]*- \*\*error\*\* `range-violation` of `utils`: [\s\S]*\*\*Fix:\*\* Either install/,
    );
    expect(markdown("clean")).toMatch(/^### ✅ Outcrop: orders: no collision found\n/);
    expect(markdown("unjudged")).toMatch(
      /^### ❔ [\s\S]*\*\*Not judged\*\*\n\n- `\/var\/task\/index\.js` is not JavaScript/,
    );
  });

  it("links the page of a finding where it has an address", () => {
    expect(markdownReport(report([checkedCase("will")], {}, "https://docs.example/x"))).toContain(
      "[`range-violation`](https://docs.example/x/docs/findings/range-violation.md)",
    );
  });

  it("is short, whatever was checked", () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      ...checkedCase("hostile"),
      name: `function-${at}`,
    }));
    expect(markdownReport(report(many)).split("\n").length).toBeLessThan(80);
    expect(markdownReport(report(fleet()))).toContain("| ❌ | `billing` | 1 error will happen |");
  });

  it.each(caseNames)("lets no name be more than text: %s", (name) => {
    const acting = markdown(name)
      .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "")
      .replace(/<\/?(details|summary)>|<br>/g, "");
    expect(acting).not.toMatch(/(?<!\\)[<>]|https?:\/\/|@all/);
  });
});
