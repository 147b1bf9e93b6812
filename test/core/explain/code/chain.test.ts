import { expect, it } from "vitest";
import { errorsOf, rootOf } from "../../../../core/explain/code/chain.ts";
import type { CauseRecord, FailureRecord, MissingName } from "../../../../core/journal/records.ts";
import { plainFailure } from "../../../support/written-failure.ts";

const missing: MissingName = { kind: "not-a-function", name: "a", of: null, specifier: null };
const cause = (name: string, parts: Partial<CauseRecord> = {}): CauseRecord => ({
  name,
  code: null,
  frames: [`at ${name} (/var/task/a.js:1:1)`],
  missing: null,
  ...parts,
});
const failure = (causes: readonly CauseRecord[], parts: Partial<FailureRecord> = {}): FailureRecord => ({
  tag: "failure",
  thread: 0,
  phase: "uncaught",
  ordinal: 1,
  message: null,
  ...cause("Outer"),
  ...plainFailure,
  causes,
  ...parts,
});
const root = (...parameters: Parameters<typeof failure>): string => rootOf(failure(...parameters)).name;

it("explains the innermost error that has a stack", () => {
  expect(root([])).toBe("Outer");
  expect(root([cause("A"), cause("B")])).toBe("B");
  expect(root([cause("A"), cause("B", { frames: [] })])).toBe("A");
  expect(root([cause("A", { frames: [] })])).toBe("Outer");
});

it("prefers the one that the engine threw", () => {
  expect(root([cause("A", { missing }), cause("B")])).toBe("A");
  expect(root([cause("A")], { missing })).toBe("Outer");
});

it("lets every error of the chain be looked at", () => {
  expect(errorsOf(failure([cause("A"), cause("B")])).map(({ name }) => name)).toEqual(["Outer", "A", "B"]);
});
