import { expect, test } from "vitest";
import { catalogue } from "../../../core/findings/catalogue.ts";
import { architectureCatalogue } from "../../../core/findings/catalogue-architecture.ts";

test("it is the whole of the family, and part of the catalogue", () => {
  const ofFamily = Object.entries(catalogue).filter(([, { family }]) => family === "architecture");
  expect(ofFamily).toEqual(Object.entries(architectureCatalogue));
});
