import { describe, expect, it } from "vitest";
import { isMentioned } from "../../../core/explain/mentioned.ts";
import { finding } from "./support.ts";

const missing = (name: string) => finding(name, { code: "unresolved-module" });

describe("a text that speaks of a module that was not found", () => {
  it.each([
    ["pg", "Please install pg to use this client"],
    ["pg", "pg"],
    ["@acme/db", "The driver needs '@acme/db'."],
    ["pg", "not pgx, but pg."],
  ])("%s: %s", (name, text) => expect(isMentioned(missing(name), { text })).toBe(true));

  it.each([
    ["pg", "Please install pgx"],
    ["pg", "Please install @acme/pg or pg-native"],
    ["db", "Please install @acme/db"],
    ["pg", null],
    ["", "pg"],
  ])("not %s: %s", (name, text) => expect(isMentioned(missing(name), { text })).toBe(false));

  it("counts only for a module that was not found", () => {
    expect(isMentioned(finding("pg", { code: "range-violation" }), { text: "pg failed" })).toBe(false);
  });
});
