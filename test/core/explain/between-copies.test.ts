import { describe, expect, test } from "vitest";
import { isBetweenCopies } from "../../../core/explain/between-copies.ts";
import { contradictionsOf } from "../../../core/explain/contradictions.ts";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { judge } from "../../../core/explain/judge.ts";
import type { Tie } from "../../../core/explain/tie.ts";
import { copy, errorFacts, finding, frameIn, ownFrame } from "./support.ts";

const metBy = {
  package: "/opt/nodejs/node_modules/kit",
  got: "",
  user: "/var/task",
  shareable: true,
  taken: null,
};
const twice = finding("box", {
  winner: copy("box", "1.0.0", "function"),
  loser: copy("box", "1.0.0", "layer"),
  evidence: { metBy },
});
const called = [frameIn("box"), ownFrame];
const tie: Tie = { by: "frame", frame: null, position: 0, named: false, meets: false };
const between = (frames: readonly string[], parts: Partial<ErrorFacts> = {}, meets = false): boolean =>
  isBetweenCopies(twice, { meets }, errorFacts(frames, parts));

describe("two copies matter to an error", () => {
  test("where code of both is on the stack", () => expect(between(called, {}, true)).toBe(true));
  test("where something of the one came to the other", () =>
    expect(between(called, { exchanged: new Set([twice.package]) })).toBe(true));
  test("where the error says so", () =>
    expect(between(called, { text: "there are multiple instances of box" })).toBe(true));
  test("where the stack does not show who called the copy", () =>
    expect(between([frameIn("box")])).toBe(true));
});

describe("they do not", () => {
  test("where nothing of the one is seen at the other", () => expect(between(called)).toBe(false));
  test("where the package refuses a value, and no caller is seen", () =>
    expect(between([frameIn("box")], { name: "BoxError" })).toBe(false));

  test.each(["by-engine", "on-purpose"] as const)("which speaks against them, thrown %s", (thrown) =>
    expect(contradictionsOf(twice, tie, errorFacts(called, { thrown }))).toEqual([{ kind: "apart" }]),
  );

  test("or not that they are apart, where no caller is seen", () => {
    const facts = errorFacts([frameIn("box")], { name: "BoxError", thrown: "on-purpose" });
    expect(contradictionsOf(twice, tie, facts)).toEqual([{ kind: "on-purpose" }]);
  });

  test("unless what failed is behind the error", () =>
    expect(contradictionsOf(twice, tie, errorFacts(called, { thrown: "wrapping" }))).toEqual([]));
});

describe("code of both copies is on the stack", () => {
  const stack = [frameIn("box"), frameIn("box", "/opt/nodejs/node_modules")];
  const gradeIn = (parts: Partial<ErrorFacts>) =>
    judge([twice], [errorFacts(stack, parts)], () => new Set()).map(({ grade }) => grade);

  test.each<[string, Partial<ErrorFacts>, string]>([
    ["the engine threw", { thrown: "by-engine" }, "circumstance"],
    [
      "something of the one came to the other",
      { thrown: "on-purpose", exchanged: new Set(["box"]) },
      "circumstance",
    ],
    ["the error says so", { thrown: "on-purpose", text: "two versions of box are loaded" }, "circumstance"],
    ["code may have refused a value, and no one looked", { thrown: "on-purpose" }, "lead"],
  ])("%s", (_, parts, grade) => expect(gradeIn(parts)).toEqual([grade]));
});
