import { describe, expect, it } from "vitest";
import { ticketReport } from "../../../incident/report/ticket.ts";
import { ambiguousCase } from "./html/ambiguous-case.ts";
import { handledCase } from "./html/handled-case.ts";
import { hostileCase } from "./html/hostile-case.ts";
import { compared, empty, hostile, rich, unsafeCharacters } from "./reports.ts";

describe("the ticket", () => {
  it("has the cause, the fix, how sure that is, and where to look", () => {
    const lines = ticketReport(rich).split("\n");
    expect(lines[0]).toBe("### `orders`: A collision explains the failures");
    expect(lines).toContain("- **Fix:** Install zod ^4.1.0 next to `orders@1.4.0` in the function.");
    expect(lines).toContain(
      "- **How sure:** High: the evidence is direct. The module loader's error names zod.",
    );
    expect(lines).toContain("- **Error:** `TypeError` `z.iso is not a function`");
    expect(lines).toContain("- **Raw line:** `logs/orders.jsonl:12`");
    expect(lines).toContain("- **More:** `outcrop explain range-violation`");
  });

  it("names what fits equally, and the other functions", () => {
    const text = ticketReport({ ...ambiguousCase(), comparison: null });
    expect(text).toContain(
      "- **Cause:** range-violation of rates or range-violation of text-tools: these logs do not show which\n" +
        "- **Next:** To distinguish them, repair rates alone and call the function again: if the error stays, it " +
        "is text-tools.",
    );
    expect(text).toContain(
      "- `invoices`: No collision explains the failures. ECONNREFUSED came from outside the process",
    );
  });

  it("says that the function handled its errors", () => {
    expect(ticketReport({ ...handledCase(), comparison: null })).toMatch(
      /^### `orders`: A collision explains the errors that the function handled\n/,
    );
  });

  it.each([
    ["rich", rich],
    ["compared", compared],
    ["empty", empty],
    ["hostile", hostile],
    ["of many functions", { ...hostileCase(), comparison: null }],
    ["with as many answers as functions", manyFunctions()],
  ])("has at most 25 lines, and nothing that a reader's page acts on: %s", (_, report) => {
    const text = ticketReport(report);
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(25);
    expect(text).not.toMatch(unsafeCharacters);
    expect(text.replace(/(?<![\\`])(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, "")).not.toMatch(
      /(?<!\\)[<>[]|https?:\/\//,
    );
  });
});

function manyFunctions() {
  const { incident, analysis } = ambiguousCase();
  const [first] = analysis.answers;
  const missing = Array.from({ length: 30 }, () => ({ kind: "environment-without" }) as const);
  const answers = first === undefined ? [] : Array.from({ length: 40 }, () => ({ ...first, missing }));
  return {
    incident,
    analysis: { ...analysis, answer: answers[0] ?? analysis.answer, answers },
    comparison: null,
  };
}
