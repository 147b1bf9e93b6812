import { describe, expect, it } from "vitest";
import { markdownReport } from "../../../incident/report/markdown.ts";
import { code, codeBlock, table, text } from "../../../page/markdown-syntax.ts";
import { joined } from "../../support/joined.ts";
import { compared, empty, hostile, rich, unsafeCharacters } from "./reports.ts";

/** Markdown without what is code, where nothing is acted on: fenced blocks, then spans. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "")
    .replace(/(?<![\\`])(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, "");
}

describe("the Markdown report", () => {
  it("has the answer, a section each, and tables whose rows have as many cells as their heads", () => {
    const markdown = markdownReport(compared);
    expect(markdown.split("\n")[0]).toBe("# A collision explains the failures");
    const sections = [...markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([
      "Good against bad",
      "What explains it",
      "Other findings",
      "Errors",
      "What changed",
      "Timeline",
      "Blast radius",
      "Gaps",
      "Read",
    ]);
    expect(markdown).toContain("- **Fix:** Install zod ^4.1.0 next to `orders@1.4.0` in the function.");
    expect(markdown).toContain("### 1. `range-violation` of `zod` (error)");
    expect(markdown).toContain("| Raw line | `logs/orders.jsonl:12` |");
  });

  it.each([
    ["rich", rich],
    ["hostile", hostile],
  ])("keeps each row of its tables whole: %s", (_, report) => {
    const tables = markdownReport(report).matchAll(/(?:^\|.*\|\n)+/gm);
    let rows = 0;
    for (const [table] of tables) {
      const cells = table
        .trim()
        .split("\n")
        .map((row) => row.replaceAll("\\|", "").split("|").length);
      rows += cells.length;
      expect(new Set(cells).size).toBe(1);
    }
    expect(rows).toBeGreaterThan(20);
  });

  it("lets nothing of the logs be more than text", () => {
    const markdown = markdownReport(hostile);
    const acting = withoutCode(markdown);
    expect(acting).not.toMatch(/(?<!\\)[<>]/);
    expect(acting).not.toMatch(/(?<!\\)\[/);
    expect(acting).not.toMatch(/https?:\/\/|(?<![\\\w])www\.|@everyone/);
    expect(acting.match(/^#+ /gm)).toEqual(markdownReport(compared).match(/^#+ /gm));
    expect(markdown).not.toMatch(unsafeCharacters);
    expect(markdown.length).toBeLessThan(300_000);
  });

  it("takes no longer for a text of blanks", () => {
    for (let times = 0; times < 10; times++)
      expect(text(`a${" ".repeat(60_000)}b`).length).toBeLessThan(2_000);
  });

  it("says that there is nothing", () => {
    expect(markdownReport(empty)).toMatch(
      joined(
        /^# These logs do not show the cause\n\n- \*\*Cause:\*\* These logs do not show it\.\n/,
        /- \*\*Next:\*\* Attach Outcrop/,
      ),
    );
  });

  it("writes code with a fence that its text does not hold", () => {
    expect(code("a`b``c")).toBe("```a`b``c```");
    expect(code("`a`")).toBe("`` `a` ``");
    expect(code("a|b")).toBe("`a|b`");
    expect(table(["a|b"], [[code("^1 || ^2"), "\\|", code("\\\\|")]])).toBe(
      "| a\\|b |\n|---|\n| `^1 \\|\\| ^2` | \\| | `\\\\\\|` |",
    );
    expect(codeBlock(["```"])).toBe("````text\n```\n````");
    expect(text("see @scope/pkg@1.0.0. And (a/b), _x_ node_modules.")).toBe(
      "see `@scope/pkg@1.0.0`. And (`a/b`), \\_x\\_ node_modules.",
    );
  });
});
