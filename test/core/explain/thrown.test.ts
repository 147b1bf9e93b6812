import { describe, expect, test } from "vitest";
import { isByCode, isThrown } from "../../../core/explain/thrown.ts";

describe("who threw an error", () => {
  test.each(["by-engine", "on-purpose", "wrapping", null])("%s is known", (text) => {
    expect(isThrown(text)).toBe(true);
  });

  test.each(["", "By-engine", "__proto__"])("%j is not", (text) => expect(isThrown(text)).toBe(false));

  test("code made it, alone or around another one", () => {
    const all = ["by-engine", "on-purpose", "wrapping", null] as const;
    expect(all.filter(isByCode)).toEqual(["on-purpose", "wrapping"]);
  });
});
