import { expect, test } from "vitest";
import { Survival } from "../../../core/findings/survival.ts";
import type { FailureRecord, UnresolvedRecord } from "../../../core/journal/records.ts";

const asked = (specifier: string, thread = 0): UnresolvedRecord => {
  return { tag: "unresolved", thread, how: "require", specifier, importer: null, code: "MODULE_NOT_FOUND" };
};
const ended = (message: string | null): FailureRecord => {
  return { tag: "failure", thread: 0, phase: "invoke", ordinal: 1, name: "Error", code: null, message, frames: [] };
};

test("a thread that never asked for an invocation did not survive", () => {
  const survival = new Survival();
  expect(survival.of(asked("a"))).toBe(false);
  survival.observe({ tag: "ready", thread: 0 });
  expect(survival.of(asked("a"))).toBe(true);
  expect(survival.of(asked("a", 1))).toBe(false);
});

test("nor did an invocation that ended with the loader's error about it, until the next stretch", () => {
  const survival = new Survival();
  survival.observe({ tag: "ready", thread: 0 });
  survival.observe(ended("Cannot find package 'b' imported from /var/task/index.mjs"));
  survival.observe(ended(null));
  expect([survival.of(asked("b")), survival.of(asked("@s/b")), survival.of(asked("a"))]).toEqual([false, false, true]);
  survival.settled();
  expect(survival.of(asked("b"))).toBe(true);
});
