import { expect, test } from "vitest";
import { isHanded, isOfPlatform } from "../../../core/explain/handed.ts";

test.each([
  ["event", true, true],
  ["context", true, true],
  ["callback", true, false],
  ["JSON", true, false],
  ["rates", false, false],
  ["", false, false],
])("%s is handed over: %s, by the platform: %s", (name, handed, byPlatform) => {
  expect([isHanded(name), isOfPlatform(name)]).toEqual([handed, byPlatform]);
});
