import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../check/check-function.ts";
import { unjudgedRuntime } from "../../../check/lambda/runtime-name.ts";
import { exitCodeOf } from "../../../check/report/exit-code.ts";
import { input } from "../report/cases.ts";

describe("the name of a runtime", () => {
  it.each([
    "python3.13",
    "java8.al2",
    "java21",
    "ruby3.4",
    "dotnet8",
    "dotnetcore3.1",
    "go1.x",
    "provided.al2",
  ])("%s is another language's", (name) => expect(unjudgedRuntime(name)).toBeNull());

  it.each([
    ["nodejs20.x", "the runtime nodejs20.x is not one of those that are known"],
    ["nodejs24", "The nearest is nodejs24.x."],
    ["node22.x", "The nearest is nodejs22.x."],
    ["NodeJS24.x", "The nearest is nodejs24.x."],
    ["python313", "The nearest is python3.13."],
    ["foo", "foo is not one of Lambda's runtimes. Those of Node that are known are nodejs22.x"],
    ["", "an empty name is not one of Lambda's runtimes"],
  ])("%s is not judged, and that fails the check", (name, sentence) => {
    const checked = checkFunction(input({ "index.js": "" }, [], { runtime: name }), 0);
    expect(checked.unjudged).toHaveLength(1);
    expect(checked.unjudged[0]).toContain(sentence);
    expect(exitCodeOf([checked], { failOn: "error", allowUnjudged: false })).toBe(3);
  });
});
