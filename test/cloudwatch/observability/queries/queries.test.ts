/**
 * Every saved query over the log streams of a small fleet that runs for this test. What it must answer is
 * worked out from what was deployed, and from the lines as plain JSON, without the evaluator.
 */
import { expect, it } from "vitest";
import { savedQueries } from "../../../../cloudwatch/observability/queries/index.ts";
import "./answers/problems.ts";
import "./answers/loaded.ts";
import "./answers/changes.ts";
import "./answers/costs.ts";
import { asked } from "./asking.ts";

it("every saved query was asked", () => {
  expect([...asked].sort()).toEqual(savedQueries.map(({ name }) => name).sort());
});
