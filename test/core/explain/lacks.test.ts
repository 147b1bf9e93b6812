import { describe, expect, test } from "vitest";
import type { MissingName } from "../../../core/explain/code/missing-name.ts";
import { firstName, lackedIn, lacksOf } from "../../../core/explain/lacks.ts";
import { finding } from "./support.ts";

const missing = (
  of: string | null,
  name: string,
  kind: MissingName["kind"] = "not-a-function",
): MissingName => ({
  kind,
  name,
  of,
  specifier: null,
});
const convertAll = { name: "convertAll", as: ["r", "all"], loserHas: true };
const rates = finding("rates", { code: "range-violation", evidence: { lacks: [convertAll] } });

describe("the lacked name that an error is about", () => {
  test.each<[string, MissingName]>([
    ["a member of what the importer calls the module", missing("r", "convertAll")],
    ["a member of what is named after the package", missing("rates_1", "convertAll")],
    ["an alias of its own", missing(null, "all")],
    ["the name by itself", missing(null, "convertAll")],
    ["a member of the missing one", missing("r.convertAll", "bind")],
  ])("%s", (_, error) => {
    expect(lackedIn(rates, error)).toEqual(convertAll);
  });

  test.each<[string, MissingName]>([
    ["another name of the package", missing("r", "convert")],
    ["the same name of something else", missing("orders", "convertAll")],
    ["a variable that is not defined", missing(null, "convertAll", "not-defined")],
    ["no name", { ...missing(null, "x"), name: null }],
  ])("not %s", (_, error) => {
    expect(lackedIn(rates, error)).toBeNull();
  });
});

test("where nobody looked, nothing is known", () => {
  expect(lacksOf(finding("rates"))).toBeNull();
  expect(lacksOf(finding("rates", { evidence: { lacks: "x" } }))).toBeNull();
});

test("what a log holds in its place is left out", () => {
  const odd = [
    null,
    1,
    { name: 1, as: [], loserHas: null },
    { name: "x", as: [1], loserHas: null },
    convertAll,
  ];
  expect(lacksOf(finding("rates", { evidence: { lacks: odd } }))).toEqual([convertAll]);
  const many = Array.from({ length: 1_000 }, () => convertAll);
  expect(lacksOf(finding("rates", { evidence: { lacks: many } }))).toHaveLength(100);
});

test.each([
  ["rates", "rates"],
  ["(0 , client_sts_1.a).b", "client_sts_1"],
  ["rates.table(...)", "rates"],
  ["", ""],
])("the first name of %s is %s", (expression, name) => {
  expect(firstName(expression)).toBe(name);
});
