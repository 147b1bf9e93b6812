import { expect, it } from "vitest";
import { cases } from "./cases.ts";

it("no two cases share a name, and each has a title of one line", () => {
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { title } of cases) expect(title).toMatch(/^[A-Z][^\n]+$/);
});
