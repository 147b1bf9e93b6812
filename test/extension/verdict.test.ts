import { describe, expect, test } from "vitest";
import type { FailureRecord } from "../../core/journal/records.ts";
import { type InvocationEnd, markedEnd, unobserved } from "../../extension/invocation-end.ts";
import { verdictAtShutdown, verdictOn } from "../../extension/verdict.ts";
import { plainFailure } from "../support/written-failure.ts";

const record = (
  name: string,
  phase: FailureRecord["phase"],
  thread = 0,
  code: string | null = null,
): FailureRecord => {
  return {
    tag: "failure",
    thread,
    phase,
    ordinal: 1,
    name,
    code,
    message: null,
    frames: [`at ${name} (/var/task/index.js:1:1)`],
    ...plainFailure,
  };
};
const mark = (failure: number | null): InvocationEnd =>
  markedEnd({ count: 1, requestId: "a", failure, shimMs: 0, journalWhole: true, journalBytes: null });
const ended = (endedBy: "death" | "telemetry" | "deadline", status: string | null = null): InvocationEnd => {
  return { endedBy, status, mark: null };
};

const taken = record("Taken", "uncaught");
const inWorker = record("InWorker", "uncaught", 2);
const posted = record("Posted", "invoke");

describe("an invocation", () => {
  test.each([
    ["answers well", mark(null), false, undefined, [], false, []],
    ["answers well, and errors passed by", mark(null), false, undefined, [taken, inWorker], false, []],
    ["answers with an error", mark(1), false, posted, [posted], true, ["Posted"]],
    ["answers with an error that was reported before", mark(1), false, posted, [], true, ["Posted"]],
    [
      "answers with one error, and others passed by",
      mark(1),
      false,
      posted,
      [taken, inWorker, posted],
      true,
      ["Posted"],
    ],
    ["answers with an error of which there is no record", mark(9), false, undefined, [], true, []],
    ["exits", mark(null), true, undefined, [], true, []],
    [
      "exits of what no one caught, not of what a worker died of",
      mark(null),
      true,
      undefined,
      [inWorker, taken],
      true,
      ["Taken"],
    ],
    ["exits after a worker died", mark(null), true, undefined, [inWorker], true, ["InWorker"]],
    [
      "exits after it had answered with an error",
      mark(null),
      true,
      undefined,
      [inWorker, posted],
      true,
      ["Posted"],
    ],
    ["dies", ended("death"), false, undefined, [taken], true, ["Taken"]],
    ["is cut off", ended("deadline"), false, undefined, [taken], true, ["Taken"]],
    ["succeeded, says the platform", ended("telemetry", "success"), false, undefined, [taken], false, []],
    [
      "failed, says the platform",
      ended("telemetry", "failure"),
      false,
      undefined,
      [posted],
      true,
      ["Posted"],
    ],
    ["broke off, says the platform", ended("telemetry", "error"), false, undefined, [], true, []],
    ["is not seen to end", unobserved, false, undefined, [taken], false, []],
    [
      "is not seen to end, and answered with an error",
      unobserved,
      false,
      undefined,
      [posted],
      true,
      ["Posted"],
    ],
  ] as const)("%s", (_, end, exited, answered, journaled, failed, names) => {
    const verdict = verdictOn(end, exited, answered, journaled);
    expect([verdict.failed, verdict.failures.map(({ name }) => name)]).toEqual([failed, names]);
  });

  test("that answers with what was thrown is reported with the error as it was thrown, once", () => {
    const thrown = record("Posted", "uncaught", 0, "MODULE_NOT_FOUND");
    expect(verdictOn(mark(1), false, posted, [thrown, posted]).failures).toEqual([thrown]);
  });
});

describe("at the shutdown", () => {
  test("of an environment that is no longer needed, errors that passed by do not count", () => {
    expect(verdictAtShutdown([taken, inWorker], false)).toEqual([]);
    expect(verdictAtShutdown([taken, posted], false)).toEqual([posted]);
  });

  test("of one that broke, they are what it broke of", () => {
    expect(verdictAtShutdown([inWorker, taken], true)).toEqual([taken]);
    expect(verdictAtShutdown([posted, taken], true)).toEqual([posted, taken]);
  });
});
