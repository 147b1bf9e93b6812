/**
 * The lines that the guides show are those that a run writes today, except for what changes from run to run.
 */
import { afterAll, describe, expect, test } from "vitest";
import { runFunction } from "../../../sandbox/index.ts";
import { Folders } from "../../support/layer-run.ts";
import { schemaProblems } from "../../support/line-schema.ts";
import { recordedLines } from "../recorded-lines.ts";
import { type Line, linesOfScenario, type ScenarioName, scenarios, shape } from "./scenarios.ts";

const folders = new Folders();
afterAll(() => folders.remove());
const recorded = recordedLines();

describe.each(Object.keys(scenarios) as ScenarioName[])("%s", (name) => {
  test("is recorded as it runs (npm run generate -- attach-lines)", async () => {
    const lines = await linesOfScenario(name, folders);
    expect(lines.flatMap(schemaProblems)).toEqual([]);
    // On Managed Instances lines are written by a timer: how much is in which of them differs.
    const compared =
      name === "managed-instances"
        ? ["environment", "finding"]
        : ["environment", "inventory", "finding", "invocation", "diagnostic"];
    const shapes = (all: readonly Line[]): Line[] =>
      all.filter(({ outcrop }) => compared.includes(String(outcrop))).map(shape);
    expect(shapes(lines)).toEqual(shapes(recorded[name]));
    const types = (all: readonly Line[]): unknown[] => [...new Set(all.map(({ outcrop }) => outcrop))].sort();
    expect(types(lines)).toEqual(types(recorded[name]));
  });
});

test("a right attachment reports the end mark, and one without the wrapper does not", () => {
  const ends = (name: ScenarioName): unknown[] =>
    recorded[name].flatMap(({ outcrop, ended_by: by = "end-mark" }) =>
      outcrop === "invocation" ? [by] : [],
    );
  expect(ends("attached")).toEqual(["end-mark", "end-mark"]);
  expect(ends("no-wrapper")).toEqual(["unobserved", "unobserved"]);
  expect(ends("managed-instances")).toHaveLength(2);
});

test("the variable without the layer fails every invocation", async () => {
  const { responses } = await runFunction({
    task: folders.make({ "index.js": "exports.handler = async () => 'ok';" }),
    env: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" },
    events: [{}, {}],
  });
  expect(responses.map(({ ok, error }) => [ok, error?.errorType])).toEqual([
    [false, "Runtime.ExitError"],
    [false, "Runtime.ExitError"],
  ]);
});
