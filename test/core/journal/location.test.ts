import { expect, it } from "vitest";
import { journalFolder } from "../../../core/journal/location.ts";

it("is in /tmp, below the sysroot if there is one", () => {
  expect(journalFolder("")).toBe("/tmp/.outcrop");
  expect(journalFolder("/stage")).toBe("/stage/tmp/.outcrop");
});
