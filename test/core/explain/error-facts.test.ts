import { expect, test } from "vitest";
import { nameInCode } from "../../../core/explain/error-facts.ts";
import { errorFacts } from "./support.ts";

test("what the code of a package's copies says is found by the package", () => {
  const [one, other] = [
    { package: "a", name: "x", winnerHas: false, loserHas: true },
    { package: "b", name: "x", winnerHas: true, loserHas: null },
  ];
  const facts = errorFacts([], { inCode: [one, other] });
  expect(nameInCode(facts, "b")).toBe(other);
  expect(nameInCode(facts, "c")).toBeNull();
});
