/**
 * Promise 1: functions that look into the module loader, or change it or the globals a preload leans on, see
 * the same with and without the layer.
 */
import { expect, test } from "vitest";
import { describeEquality } from "../support/describe-equality.ts";
import { outcropLines, recordedModules, runArms } from "../support/function-arms.ts";
import { masked } from "../support/masks.ts";

const limits = [
  "standard",
  "zero",
  "one",
  "three",
  "twelve",
  "hundred",
  "infinite",
  "negative",
  "text",
  "removed",
  "standard",
];
const formatters = ["sites", "text", "throwing"];
const meddlings = [
  "fs",
  "json",
  "clock",
  "set",
  "map",
  "string",
  "array",
  "object",
  "frozen",
  "process",
  "nodePath",
  "empties",
];

describeEquality("functions that meddle", [
  { fixture: "stack-limit", stock: true, events: limits.map((limit) => ({ limit })) },
  ...formatters.map((formatter) => ({
    fixture: "prepare-stack-trace",
    title: formatter,
    stock: true,
    events: [{ formatter }, { formatter, look: "code" }, { formatter }],
  })),
  { fixture: "patched-resolver", stock: true, events: [{}, { restore: true }, {}] },
  { fixture: "hooks-below", env: { NODE_OPTIONS: "--require /var/task/below.cjs" }, events: [{}, {}] },
  { fixture: "own-hooks", stock: true, events: [{}, {}] },
  { fixture: "own-hooks", title: "deregistered", stock: true, events: [{}, { kind: "deregistered" }, {}] },
  { fixture: "own-hooks", title: "asynchronous", stock: true, events: [{ kind: "asynchronous" }, {}] },
  ...meddlings.map((kind) => ({ fixture: "meddling", title: kind, events: [{ kind }, {}] })),
]);

test("a function sees one difference in its process: the variable that names the wrapper", async () => {
  const { bare, layered } = await runArms({ fixture: "environment", events: [{}] }, "ric4");
  const [before, after] = [bare, layered].map(
    ({ result }) => masked(result.responses[0]?.payload) as Record<string, unknown>,
  );

  expect(before?.["execArgv"]).toContain("--expose-gc");
  expect(after).toEqual({
    ...before,
    env: { ...(before?.["env"] as object), AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" },
  });
});

test("child processes inherit the wrapper's variable and nothing else, and are not observed", async () => {
  const events = ["exec", "fork", "spawn", "spawnPlain", "spawnModule"].map((kind) => ({ kind }));
  const { bare, layered } = await runArms({ fixture: "children", events }, "ric4");
  const [before, after] = [bare, layered].map(({ result }) => result.responses[0]?.payload as string[]);

  expect(after?.filter((name) => !before?.includes(name))).toEqual(["AWS_LAMBDA_EXEC_WRAPPER"]);
  expect(after).toEqual(expect.arrayContaining(before ?? []));
  expect(layered.observed.responses).toHaveLength(events.length);
  expect(recordedModules(layered)).toContain("/var/task/index.js");
  expect(recordedModules(layered).filter((path) => path.includes("/child"))).toEqual([]);
  expect(outcropLines(layered.result).filter((line) => line["outcrop"] === "environment")).toHaveLength(1);
});
