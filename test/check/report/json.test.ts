import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../check/check-function.ts";
import { jsonReport } from "../../../check/report/json.ts";
import { plainLines } from "../../../core/telemetry/plain-text.ts";
import { closed } from "../../support/closed-schema.ts";
import { caseNames, checkedCase, fleet, largeInput, now, report } from "./cases.ts";

const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const schema = JSON.parse(readFileSync("docs/check.schema.json", "utf8"));
const validate = ajv.compile(schema);
/** The same schema without a key more than it names, so that what is printed is what is documented. */
const validateClosed = ajv.compile(closed(schema));

const cases = [
  ...caseNames.map((name) => [name, () => [checkedCase(name)]] as const),
  ["many functions", fleet] as const,
  ["no function", () => []] as const,
  ["thousands of files", () => [checkFunction(largeInput(30), now)]] as const,
];

describe("the check as JSON", () => {
  it.each(cases)("keeps its schema: %s", (_, functions) => {
    const document = JSON.parse(jsonReport(report(functions())));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    expect(validateClosed(document) ? [] : validateClosed.errors).toEqual([]);
  });

  it("would not let a code or a key pass that it does not know", () => {
    const document = JSON.parse(jsonReport(report([checkedCase("will")])));
    document.functions[0].will[0].code = "no-such-code";
    expect(validate(document)).toBe(false);
    delete document.functions[0].will;
    expect(validate(document)).toBe(false);
  });

  it("has what each layer brings, and what is overwritten of it", () => {
    const [checked] = JSON.parse(jsonReport(report([checkedCase("overlap")]))).functions;
    expect(checked).toMatchObject({
      state: "warns",
      layers: [
        { name: "base", files: 4, overwritten_files: 4 },
        { name: "above", files: 4, overwritten_files: 0, overwritten_bytes: 0 },
      ],
      overlaps: [{ winner: "above", loser: "base", identical: 2, replaced: 2 }],
      torn: [{ package: "shared", files: { above: 2, base: 1 } }],
    });
    const { overlaps, layers } = checked;
    expect(overlaps[0].wasted_bytes).toBe(layers[0].overwritten_bytes);
  });

  it("says what accepts a finding, and what did", () => {
    const [accepted] = JSON.parse(jsonReport(report([checkedCase("accepted")]))).functions;
    expect(accepted.will[0]).toMatchObject({
      severity: "info",
      accepted: "tested with 2",
      acceptance_ended: null,
    });
    const [ended] = JSON.parse(jsonReport(report([checkedCase("ended")]))).functions;
    expect(ended.will[0]).toMatchObject({
      severity: "error",
      accepted: null,
      acceptance_ended: { reason: "tested with 2", until: "2026-03-13" },
    });
  });

  it("holds no character that a terminal acts on", () => {
    const text = jsonReport(report([checkedCase("hostile")]));
    expect(text).toBe(plainLines(text));
  });
});
