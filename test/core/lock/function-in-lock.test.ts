import { expect, it } from "vitest";
import { functionInLock } from "../../../core/lock/function-in-lock.ts";
import type { LockedFunction } from "../../../core/lock/lock.ts";

const having = (...layers: readonly string[]): LockedFunction => ({
  runtime: "nodejs24.x",
  arch: "x64",
  layers,
});
const layersOf = (functions: Readonly<Record<string, LockedFunction>>, name: string) =>
  functionInLock({ functions: new Map(Object.entries(functions)), layers: new Map() }, name)?.layers;

it("is the one of its name", () => {
  expect(layersOf({ orders: having("a"), billing: having("b") }, "billing")).toEqual(["b"]);
});

it("is the only one, or any of those that have the same layers", () => {
  expect(layersOf({ Orders: having("a") }, "orders-prod")).toEqual(["a"]);
  expect(layersOf({ Orders: having("a", "b"), Billing: having("a", "b") }, "orders-prod")).toEqual([
    "a",
    "b",
  ]);
});

it("is missing where others differ", () => {
  expect(layersOf({ Orders: having("a", "b"), Billing: having("b", "a") }, "orders-prod")).toBeUndefined();
  expect(layersOf({}, "orders-prod")).toBeUndefined();
});
