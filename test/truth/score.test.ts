import { describe, expect, it } from "vitest";
import type { Answered } from "./answer.ts";
import type { Label } from "./replay.ts";
import { scoreOf } from "./score.ts";

const copy = "/opt/nodejs/node_modules/rates";
const collision: Label = {
  causes: [{ package: "rates", codes: ["range-violation", "shadowed-package"], paths: [copy] }],
  changed: null,
  outcome: "error TypeError rates.all is not a function",
};
const none: Label = { ...collision, causes: [] };
const changed: Label = { ...none, changed: "rates" };

const named = { code: "range-violation", package: "rates", paths: [copy] };
const answer = (verdict: string, ...all: Answered["named"]): Answered => ({
  verdict,
  named: all,
  confidence: "high",
  text: "",
});
const isRight = (label: Label, answered: Answered, visible = true): boolean =>
  scoreOf(label, visible, answered).right;

describe("a collision is the cause", () => {
  it("and it is named by one of its codes and one of its copies, or by a file in the copy", () => {
    expect(isRight(collision, answer("collision", named))).toBe(true);
    expect(isRight(collision, answer("collision", { ...named, code: "shadowed-package" }))).toBe(true);
    expect(isRight(collision, answer("collision", { ...named, paths: [`${copy}/index.js`] }))).toBe(true);
    expect(isRight(collision, answer("collision", { ...named, paths: [] }))).toBe(true);
  });

  it("and another package, another code or another copy is wrong", () => {
    expect(isRight(collision, answer("collision", { ...named, package: "rate" }))).toBe(false);
    expect(isRight(collision, answer("collision", { ...named, code: "duplicate-instance" }))).toBe(false);
    expect(isRight(collision, answer("collision", { ...named, paths: [`${copy}-old`] }))).toBe(false);
  });

  it("and one of two that fit is right and is counted apart, one of three is wrong", () => {
    const other = { ...named, package: "zones" };
    const two = answer("collision", other, named, { ...named, code: "shadowed-package" });
    const three = answer("collision", other, named, { ...named, package: "units" });
    expect(scoreOf(collision, true, two)).toMatchObject({ right: true, oneOfTwo: true });
    expect(scoreOf(collision, true, answer("collision", named))).toMatchObject({ oneOfTwo: false });
    expect(isRight(collision, three)).toBe(false);
  });

  it("and to find none, to name none or to see no failure is wrong", () => {
    for (const verdict of ["no-collision", "no-data", "nothing-failed", "collision"])
      expect(isRight(collision, answer(verdict))).toBe(false);
  });

  it("and not in the logs: the answer may be that nothing failed, but not that no collision fits", () => {
    expect(isRight(collision, answer("nothing-failed"), false)).toBe(true);
    expect(isRight(collision, answer("no-data"), false)).toBe(true);
    expect(isRight(collision, answer("no-collision"), false)).toBe(false);
    expect(isRight(collision, answer("collision", named), false)).toBe(true);
  });
});

describe("no collision is the cause", () => {
  it("and none may be blamed", () => {
    expect(isRight(none, answer("no-collision"))).toBe(true);
    expect(isRight(none, answer("no-data"))).toBe(true);
    expect(isRight(none, answer("collision", named))).toBe(false);
  });

  it("and to see no failure is right only if the logs have none", () => {
    expect(isRight(none, answer("nothing-failed"))).toBe(false);
    expect(isRight(none, answer("nothing-failed"), false)).toBe(true);
  });

  it("and a package whose change did it must be named", () => {
    const text = (words: string): Answered => ({ ...answer("no-collision"), text: words });
    expect(isRight(changed, text("rates went from 1.9.0 to 2.0.0"))).toBe(true);
    expect(isRight(changed, text("nothing changed"))).toBe(false);
    expect(isRight(changed, answer("no-data"))).toBe(true);
  });
});

it("nothing failed: none may be blamed", () => {
  const passed: Label = { ...none, outcome: "passed" };
  expect(isRight(passed, answer("nothing-failed"))).toBe(true);
  expect(isRight(passed, answer("no-collision"))).toBe(true);
  expect(isRight(passed, answer("collision", named))).toBe(false);
});

it("refuses a verdict that it does not know", () => {
  expect(() => scoreOf(none, true, answer("perhaps"))).toThrow("does not know the verdict perhaps");
});
