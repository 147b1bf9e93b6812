/** docs/generated/queries.md shows answers that the saved queries could give. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../../cloudwatch/insights/evaluate.ts";
import { savedQueries } from "../../../../cloudwatch/observability/queries/index.ts";
import { answeredFields, pagePath, withOldAnswers } from "./page.ts";

const written = readFileSync(pagePath, "utf8");

describe("docs/generated/queries.md", () => {
  it("keeps each query's answer when it is written again, and gives none to a query without one", () => {
    const [first, second] = written.match(/<!-- answer -->[\s\S]*?<!-- \/answer -->/g) ?? [];
    expect(first).not.toBe(second);
    expect(withOldAnswers(written)).toBe(written);
    const renamed = written.replace(`### ${savedQueries[0]?.name}\n`, "### another-name\n");
    expect(withOldAnswers(renamed)).toBe(written.replace(first ?? "", "<!-- answer -->\n\n<!-- /answer -->"));
  });

  it("shows answers with the columns the queries have now", () => {
    const answers = answeredFields(written);
    expect(answers).toHaveLength(savedQueries.length);
    const compared = savedQueries.filter((query, index) => {
      const shown = answers[index] ?? [];
      // An empty cell leaves its column's name alone on the line, and an empty answer has no column.
      const columns = new Set(evaluate(query.text, []).fields);
      expect(shown.filter((name) => !columns.has(name))).toEqual([]);
      return shown.length > 0;
    });
    expect(compared.length).toBeGreaterThan(savedQueries.length - 5);
  });
});
