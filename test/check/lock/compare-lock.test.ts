import { describe, expect, it } from "vitest";
import { compareLock, type LockRequest } from "../../../check/lock/compare-lock.ts";
import { lockFunction } from "../../../check/lock/lock-function.ts";
import { makeLock } from "../../../check/lock/make-lock.ts";
import { lockText } from "../../../check/lock/write-lock.ts";
import type { Lock } from "../../../core/lock/lock.ts";
import { tree } from "../layers/layers.ts";
import { functionWith } from "./locked.ts";

const layer = (text: string) => tree("utils", { "nodejs/x.js": text });
const lockWith = (text: string, name = "orders"): Lock =>
  makeLock([lockFunction(functionWith([layer(text)], { name }))]);
const withOwn = (text: string) => tree("code", { "outcrop.lock.json": text });
const given = (lock: Lock, more: Partial<LockRequest> = {}): LockRequest => ({
  file: { path: "x.json", lock },
  isNamed: false,
  isSingle: false,
  ...more,
});
const none: LockRequest = { file: null, isNamed: false, isSingle: true };
const kinds = (...parameters: Parameters<typeof compareLock>) =>
  compareLock(...parameters).report?.drift.map(({ kind }) => kind);

describe("the lock of a function", () => {
  it("is the one in its code, before the one of the folder", () => {
    const task = withOwn(lockText(lockWith("old")));
    expect(compareLock(functionWith([layer("new")], { task }), given(lockWith("new")))).toMatchObject({
      report: { file: "outcrop.lock.json in its code", drift: [{ kind: "other-files", layer: "utils" }] },
      unjudged: [],
    });
  });

  it("is the one that a person names, before the one in its code", () => {
    const task = withOwn(lockText(lockWith("old")));
    const named = given(lockWith("new"), { isNamed: true });
    expect(compareLock(functionWith([layer("new")], { task }), named).report).toEqual({
      file: "x.json",
      drift: [],
      isWhole: true,
    });
  });

  it("may be missing", () => {
    expect(compareLock(functionWith([]), none)).toMatchObject({
      report: { file: null, drift: [{ kind: "not-locked" }] },
    });
  });

  it("has the function by its name, or under another one where one function is checked", () => {
    const lock = lockWith("same", "other-name");
    const input = functionWith([layer("same")]);
    expect(kinds(input, given(lock))).toEqual(["not-locked"]);
    expect(kinds(input, given(lock, { isSingle: true }))).toEqual([]);
    expect(kinds(functionWith([layer("same")], { task: withOwn(lockText(lock)) }), none)).toEqual([]);
    const two = makeLock([
      lockFunction(functionWith([layer("same")], { name: "a" })),
      lockFunction(functionWith([], { name: "b" })),
    ]);
    expect(kinds(input, given(two, { isSingle: true }))).toEqual(["not-locked"]);
  });

  it("in its code is not judged where it cannot be read", () => {
    expect(compareLock(functionWith([], { task: withOwn("{") }), none)).toEqual({
      report: null,
      unjudged: ["The lock of its code, outcrop.lock.json, is not JSON."],
    });
  });

  it("is not compared with a layer that is damaged, which is said", () => {
    const damaged = {
      ...layer("x"),
      read: () => {
        throw new Error("utils: it is damaged");
      },
    };
    expect(compareLock(functionWith([damaged]), given(lockWith("x")))).toEqual({
      report: { file: "x.json", drift: [], isWhole: false },
      unjudged: ["The layer utils was not read: utils: it is damaged."],
    });
  });

  it("that lacks a layer's content is said", () => {
    const { functions } = lockWith("x");
    expect(compareLock(functionWith([layer("x")]), given({ functions, layers: new Map() }))).toEqual({
      report: { file: "x.json", drift: [], isWhole: false },
      unjudged: ["The lock does not say what is in the layer utils, so it was not compared."],
    });
  });
});
