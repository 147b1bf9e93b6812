import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { sarifDocument, sarifReport } from "../../../check/report/sarif.ts";
import { sarifSchema } from "../../support/sarif-schema.ts";
import { caseNames, checkedCase, fleet, report } from "./cases.ts";

const ajv = new Ajv({ allErrors: true, strict: true });
addFormats.default(ajv);
const validate = ajv.compile(sarifSchema);
const docsBase = "https://docs.example/outcrop";
const cases = [
  ...caseNames.map((name) => [name, () => [checkedCase(name)]] as const),
  ["many functions", fleet] as const,
];

describe("the check as SARIF", () => {
  it.each(cases)("is SARIF 2.1.0: %s", (_, functions) => {
    const document = JSON.parse(sarifReport(report(functions(), {}, docsBase)));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
  });

  it("has a result for each finding, a rule with its page, and the fix in words", () => {
    const [run] = sarifDocument(report(fleet(), {}, docsBase)).runs;
    expect(run?.tool.driver.rules[0]).toMatchObject({
      id: "range-violation",
      helpUri: "https://docs.example/outcrop/docs/findings/range-violation.md",
    });
    const results = run?.results.filter(({ level }) => level !== "note") ?? [];
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["range-violation", "error"],
      ["unresolved-module", "warning"],
    ]);
    expect(results[0]?.message.text).toMatch(/^In billing and orders\. .* Fix: Either install utils/);
    expect(results[0]?.locations[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: "opt/nodejs/node_modules/utils", uriBaseId: "FUNCTION" } },
      logicalLocations: [{ name: "utils", fullyQualifiedName: "layer:utils@2.0.0", kind: "module" }],
    });
    expect(results[1]?.message.text).toContain("This may happen, if code runs");
  });

  it("suppresses what is accepted, and notifies of unjudged things and refusals", () => {
    const [accepted] = sarifDocument(report([checkedCase("accepted")])).runs[0]?.results ?? [];
    expect(accepted?.suppressions).toEqual([{ kind: "external", justification: "tested with 2" }]);
    const notes = (name: string) =>
      sarifDocument(report([checkedCase(name)])).runs[0]?.invocations[0]?.toolExecutionNotifications.map(
        ({ level, descriptor }) => [level, descriptor.id],
      );
    expect(notes("unjudged")).toEqual([["warning", "not-judged"]]);
    expect(notes("refused")).toEqual([["error", "refused-by-lambda"]]);
    expect(notes("clean")).toEqual([]);
  });

  it("makes addresses of hostile paths that stay where they are", () => {
    for (const { locations } of sarifDocument(report([checkedCase("hostile")])).runs[0]?.results ?? [])
      for (const { physicalLocation } of locations)
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/^[a-z]+:|[?#<>"\s]/);
  });
});
