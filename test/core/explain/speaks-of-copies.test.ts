import { describe, expect, test } from "vitest";
import { speaksOfCopies } from "../../../core/explain/speaks-of-copies.ts";
import { copy, finding } from "./support.ts";

const two = (name: string, taken: readonly string[] | null = null) =>
  finding(name, {
    winner: copy(name, "5.5.1", "function"),
    loser: copy(name, "6.10.1", "layer"),
    evidence: { metBy: { package: "", got: "", user: "", shareable: true, taken } },
  });

describe("an error that speaks of two copies", () => {
  test.each([
    ["Cannot mix different versions of shapes"],
    ['Cannot use Shape "{}" from another module or realm.'],
    ["There are multiple instances of Shape in the tree"],
    ["You might have more than one copy of Shapes in the same app"],
    ["Unsupported version, types must be from shapes 6.x.x"],
    ["expected version ^6.0.0, but was loaded with 5.5.1"],
  ])("%s", (text) => expect(speaksOfCopies(two("shapes"), text)).toBe(true));

  test.each([
    ["secretOrPrivateKey must have a value"],
    ['Service with "Token<taxes>" identifier was not found in the container.'],
    ["E11000 duplicate key error"],
    ["Request 5.5.12 failed, another try is due"],
    ["Request failed for 5.5.1"],
  ])("not: %s", (text) => expect(speaksOfCopies(two("shapes"), text)).toBe(false));

  test("by a name that comes from the package in between", () => {
    expect(speaksOfCopies(two("box", ["Orders"]), 'TypeInfo not known for "Orders"')).toBe(true);
    expect(speaksOfCopies(two("box", ["price"]), 'not registered: "taxes"')).toBe(false);
    expect(speaksOfCopies(two("box", ["Order"]), 'TypeInfo not known for "Orders"')).toBe(false);
  });
});

describe("an error that speaks of a version", () => {
  const text = "web-plugin: cors - expected '5.x' web version, '4.28.1' is installed";
  const winner = copy("web", "4.28.1", "layer");

  test("is about a copy out of range", () =>
    expect(speaksOfCopies(finding("web", { code: "range-violation", winner }), text)).toBe(true));

  test("is not about a copy that was asked for", () => {
    const evidence = { rangeAcceptsWinner: true };
    expect(speaksOfCopies(finding("web", { code: "shadowed-package", winner, evidence }), text)).toBe(false);
  });
});
