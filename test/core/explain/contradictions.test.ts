import { describe, expect, test } from "vitest";
import { contradictionsOf } from "../../../core/explain/contradictions.ts";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import type { Tie } from "../../../core/explain/tie.ts";
import { errorFacts, type FindingParts, finding, ownFrame } from "./support.ts";

const tie: Tie = { by: "importer", frame: null, position: 0, named: false, meets: false };
const kinds = (parts: FindingParts, facts: Partial<ErrorFacts>): string[] => {
  const about = finding("rates", { code: "range-violation", ...parts });
  return contradictionsOf(about, tie, errorFacts([ownFrame], facts)).map(({ kind }) => kind);
};
const missing = (of: string | null, name: string) => ({
  thrown: "by-engine" as const,
  missing: { kind: "not-a-function" as const, name, of, specifier: null },
});
const ofUndefined = (begins: string | null) => ({
  thrown: "by-engine" as const,
  missing: { kind: "undefined-property" as const, name: "city", of: null, specifier: null },
  begins,
});
const neither = { lacks: [{ name: "spelt", as: ["r"], loserHas: false }] };
const calledRates = (facts: Partial<ErrorFacts>) => ({ ...facts, called: new Set(["rates"]) });
const ofEvent = (facts: Partial<ErrorFacts>) => ({
  ...facts,
  begins: "event",
  inCode: [{ package: "rates", name: "map", winnerHas: true, loserHas: null }],
});
const lacks = { lacks: [{ name: "convertAll", as: ["r"], loserHas: true }] };

describe("what speaks against a finding", () => {
  test.each<[string, FindingParts, Partial<ErrorFacts>, string[]]>([
    ["nothing", {}, { thrown: "by-engine" }, []],
    ["code threw on purpose", {}, { thrown: "on-purpose" }, ["on-purpose"]],
    ["a class of a package, where the message is not known", {}, { name: "ZodError" }, ["on-purpose"]],
    ["not Lambda's name for a failed import", {}, { name: "Runtime.ImportModuleError" }, []],
    [
      "two copies, where code of one only is on the stack",
      { code: "duplicate-instance" },
      { thrown: "on-purpose" },
      ["apart"],
    ],
    ["not for a module in vain", { code: "unresolved-module" }, { thrown: "on-purpose" }, []],
    ["a network", {}, { code: "ECONNRESET" }, ["foreign"]],
    ["a value that was handed over", {}, missing("event.items", "map"), ["other-name"]],
    ["a member of the event", {}, ofUndefined("event"), ["other-name"]],
    ["not a member of what a package may have returned", {}, ofUndefined("result"), []],
    ["not a member of an unknown value", {}, ofUndefined(null), []],
    ["a global", {}, missing("JSON", "parsed"), ["other-name"]],
    ["a name that the copy has", { evidence: lacks }, missing("rates", "convert"), ["unknown-name"]],
    ["a bare name that the copy has", { evidence: lacks }, missing(null, "convert"), ["unknown-name"]],
    ["a value that may be of the package", { evidence: lacks }, missing("client", "send"), ["unknown-name"]],
    ["not a value that the package returned", { evidence: lacks }, missing("r.table(...)", "map"), []],
    ["not a value, where no one looked at the code", {}, missing("client", "send"), []],
    [
      "a name that neither copy has",
      { evidence: neither },
      calledRates(missing("r", "spelt")),
      ["other-name"],
    ],
    ["a method of any value", { evidence: lacks }, missing("list", "map"), ["unknown-name", "built-in-name"]],
    [
      "what is read of the event, whatever the copy has",
      {},
      ofEvent(missing("order", "map")),
      ["other-name"],
    ],
    ["not a name that no one looked for", {}, missing("rates", "convertAll"), []],
    [
      "the code has the name",
      {},
      {
        ...missing("rates", "x"),
        inCode: [{ package: "rates", name: "x", winnerHas: true, loserHas: null }],
      },
      ["name-present"],
    ],
    [
      "a range that takes the copy",
      { code: "shadowed-package", evidence: { rangeAcceptsWinner: true } },
      {},
      ["asked-for"],
    ],
  ])("%s", (_, parts, facts, expected) => {
    expect(kinds(parts, facts)).toEqual(expected);
  });
});

test("what a package reads of undefined is not of what the function's own code takes from another one", () => {
  const about = finding("rates", { code: "range-violation", evidence: { lacks: [] } });
  const kindsAt = (position: number) =>
    contradictionsOf(
      about,
      { ...tie, position, frame: { own: true } as Tie["frame"] },
      errorFacts([ownFrame], ofUndefined(null)),
    ).map(({ kind }) => kind);
  expect(kindsAt(1)).toEqual(["other-name"]);
  expect(kindsAt(0)).toEqual([]);
});
