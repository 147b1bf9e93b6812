import { expect, test } from "vitest";
import { severities, severityOrder } from "../../../../core/findings/rule/severity.ts";

test("the worst comes first, in the list and in comparisons", () =>
  expect(severities.map((severity) => severityOrder[severity])).toEqual([0, 1, 2]));
