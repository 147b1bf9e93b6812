/** docs/queries.md says what the saved queries say. */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../../cloudwatch/insights/evaluate.ts";
import { savedQueries } from "../../../../cloudwatch/observability/queries/index.ts";
import { answeredFields, queriesPage, withoutAnswers, writtenPage } from "./page.ts";

describe("docs/queries.md", () => {
  it("is what the queries make of it", () => {
    expect(withoutAnswers(writtenPage())).toBe(withoutAnswers(queriesPage(() => "")));
  });

  it("shows answers with the columns the queries have now", () => {
    const answers = answeredFields(writtenPage());
    expect(answers).toHaveLength(savedQueries.length);
    const compared = savedQueries.filter((query, index) => {
      const shown = answers[index] ?? [];
      // An empty cell leaves its column's name alone on the line, and an empty answer has no column.
      const columns = new Set(evaluate(query.text, []).fields);
      expect(shown.filter((name) => !columns.has(name))).toEqual([]);
      return shown.length > 0;
    });
    expect(compared.length).toBeGreaterThan(savedQueries.length - 3);
  });
});
