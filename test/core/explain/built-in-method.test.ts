import { expect, test } from "vitest";
import { isBuiltInMethod } from "../../../core/explain/built-in-method.ts";

test.each(["map", "toString", "then", "toUpperCase", "getTime", "has", "apply"])("%s is built in", (name) =>
  expect(isBuiltInMethod(name)).toBe(true),
);

test.each(["convertAll", "", "Map", "tz"])("%j is not", (name) => expect(isBuiltInMethod(name)).toBe(false));
