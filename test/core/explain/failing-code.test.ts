import { describe, expect, it } from "vitest";
import { CopyTexts } from "../../../core/explain/code/copy-text.ts";
import { failingCode, type MissingIn, missingIn } from "../../../core/explain/failing-code.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { missingNameOf } from "../../../core/journal/missing-name.ts";
import type { FailureRecord } from "../../../core/journal/records.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { plainFailure } from "../../support/written-failure.ts";
import { MemoryFiles, pkg } from "../support/tree.ts";
import { copy, finding } from "./support.ts";

const winner = copy("rates", "1.0.0", "layer");
const loser = copy("rates", "2.0.0", "function");
const shadowed = finding("rates", { code: "shadowed-package", winner, loser, evidence: { lacks: null } });
const lacking = (name: string, ...as: string[]): Finding =>
  finding("rates", { code: "range-violation", winner, evidence: { lacks: [{ name, as, loserHas: true }] } });

/** The error's place is where the bar is. */
function look(marked: string, message: string | null, of: Finding | null, name = "TypeError") {
  const place = marked.indexOf("|");
  const source = marked.slice(0, place) + marked.slice(place + 1);
  const files = new MemoryFiles({
    function: {
      "index.js": source,
      "node_modules/rates": pkg(
        "rates",
        "2.0.0",
        {},
        { "index.js": "exports.convertAll = exports.table = 1" },
      ),
    },
    layers: [{ "nodejs/node_modules/rates": pkg("rates", "1.0.0", {}, { "index.js": "exports.table = 1" }) }],
  });
  const failure: FailureRecord = {
    tag: "failure",
    thread: 0,
    phase: "invoke",
    ordinal: 1,
    name,
    code: null,
    message: null,
    frames: [`at f (/var/task/index.js:1:${place + 1})`],
    ...plainFailure,
    missing: missingNameOf({ name, message }),
  };
  const code = failingCode(failure, files);
  const steps = missingIn(code, of, new CopyTexts(files, new PackageReader(files, () => {})), () => []);
  let missing: MissingIn | undefined;
  for (let step = steps.next(); missing === undefined; step = steps.next())
    if (step.done) missing = step.value;
  return { thrown: code.thrown, ...missing };
}

describe("who threw an error", () => {
  it.each([
    ["rates.|convertAll(1)", "rates.convertAll is not a function", "TypeError", "by-engine"],
    ["throw |new TypeError(text)", "rates.convertAll is not a function", "TypeError", "on-purpose"],
    ["throw |new TypeError(text)", "Missing required key", "TypeError", "on-purpose"],
    ["try { a() } catch (e) { throw |new TypeError(text) }", null, "TypeError", "wrapping"],
    ["throw |new QuoteError(text, { cause: e })", null, "QuoteError", "wrapping"],
    ["throw |new QuoteError(text, { because: e })", null, "QuoteError", "on-purpose"],
    ["throw |new AggregateError(reasons, text)", null, "AggregateError", "wrapping"],
    ["a.|b()", null, "TypeError", "by-engine"],
    ["a.|b()", null, "QuoteError", null],
  ] as const)("%s, %s", (source, message, name, thrown) => {
    expect(look(source, message, null, name).thrown).toBe(thrown);
  });
});

describe("the missing name", () => {
  it("is the one that the importing module is known to miss, whatever it is called there", () => {
    for (const [source, message, as] of [
      ["rates.|convertAll(1)", "rates.convertAll is not a function", "rates"],
      ["|all(1)", "all is not a function", "all"],
      ["all.|length", "Cannot read properties of undefined (reading 'length')", "all"],
      ["list.|map(all)", "undefined is not a function", "all"],
    ] as const)
      expect(look(source, message, lacking("convertAll", as))).toMatchObject(
        source.includes("map")
          ? { thrown: "by-engine" }
          : { name: "convertAll", winnerHas: false, loserHas: true },
      );
  });

  it("is not one of a binding whose other member failed", () => {
    const missing = look("rates.|table(1)", "rates.table is not a function", lacking("convertAll", "rates"));
    expect(missing).toMatchObject({ kind: "not-a-function", name: "table", of: "rates", winnerHas: true });
  });

  it("is one of the chain that the winner does not have and the loser has", () => {
    const missing = look(
      "rates.convertAll.|map(1)",
      "Cannot read properties of undefined (reading 'map')",
      shadowed,
    );
    expect(missing).toMatchObject({ name: "convertAll", winnerHas: false, loserHas: true });
  });

  it("is the message's, where no finding explains it", () => {
    expect(look("event.items.|map(1)", "event.items.map is not a function", null)).toEqual({
      thrown: "by-engine",
      kind: "not-a-function",
      name: "map",
      of: "event.items",
      winnerHas: null,
      loserHas: null,
    });
  });
});

describe("a name that is data", () => {
  it("does not leave", () => {
    const missing = look("rows[id].|x", "Cannot read properties of undefined (reading 'k4111')", shadowed);
    expect(JSON.stringify(missing)).not.toContain("4111");
  });

  it("does not leave as the place of another name", () => {
    expect(look("rows.|x()", "k4111.x is not a function", null)).toMatchObject({ name: "x", of: null });
  });
});

it("says nothing of an error that is not about a name", () => {
  expect(look("throw |new Error(a)", "Request failed", shadowed, "Error")).toEqual({
    thrown: "on-purpose",
    kind: null,
    name: null,
    of: null,
    winnerHas: null,
    loserHas: null,
  });
});
