import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { findingKinds } from "../../../core/findings/finding.ts";
import { sarifDocument, sarifReport } from "../../../incident/report/sarif.ts";
import { sarifSchema } from "../../support/sarif-schema.ts";
import { compared, empty, hostile, rich, unsafeCharacters } from "./reports.ts";

const ajv = new Ajv({ allErrors: true, strict: true });
addFormats.default(ajv);
const validate = ajv.compile(sarifSchema);

describe("the SARIF report", () => {
  it.each([
    ["rich", rich],
    ["compared", compared],
    ["empty", empty],
    ["hostile", hostile],
  ])("is SARIF 2.1.0: %s", (_, report) => {
    const document = JSON.parse(sarifReport(report, { docsBase: "https://docs.example/outcrop" }));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
  });

  it("has a rule for each code, a result for each finding, and the fix in words", () => {
    const [run] = sarifDocument(rich, { docsBase: "https://docs.example/outcrop" }).runs;
    expect(run?.tool.driver.rules.map(({ id, helpUri }) => [id, helpUri])).toEqual([
      ["duplicate-instance", "https://docs.example/outcrop/docs/findings/duplicate-instance.md"],
      ["range-violation", "https://docs.example/outcrop/docs/findings/range-violation.md"],
      ["shadowed-package", "https://docs.example/outcrop/docs/findings/shadowed-package.md"],
    ]);
    expect(run?.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level])).toEqual([
      ["range-violation", 1, "error"],
      ["shadowed-package", 2, "warning"],
      ["duplicate-instance", 0, "note"],
    ]);
    expect(run?.results[0]?.message.text).toMatch(
      /Fix: Install zod \^4\.1\.0 next to orders@1\.4\.0 in the function\.$/,
    );
    expect(run?.results[1]?.suppressions).toEqual([{ kind: "external", justification: "known until May" }]);
  });

  it("is where the winner is, and points at the loser, the importer and the raw line", () => {
    const result = sarifDocument(rich).runs[0]?.results[0];
    expect(result?.locations[0]).toEqual({
      physicalLocation: { artifactLocation: { uri: "opt/nodejs/node_modules/zod", uriBaseId: "FUNCTION" } },
      logicalLocations: [{ name: "zod", fullyQualifiedName: "layer:zod@3.24.4", kind: "module" }],
    });
    expect(
      result?.relatedLocations.map(({ physicalLocation: { artifactLocation } }) => artifactLocation),
    ).toEqual([
      { uri: "var/task/node_modules/zod", uriBaseId: "FUNCTION" },
      { uri: "var/task/index.js", uriBaseId: "FUNCTION" },
      { uri: "logs/orders.jsonl", uriBaseId: "LOGS" },
    ]);
    expect(result?.relatedLocations[2]).toMatchObject({ physicalLocation: { region: { startLine: 12 } } });
  });

  it("names the page of a rule where its address is not known", () => {
    const rules = sarifDocument(rich).runs[0]?.tool.driver.rules ?? [];
    for (const { id, help, helpUri } of rules) {
      expect(helpUri).toBeUndefined();
      expect(help.text).toContain(findingKinds[id].docs);
    }
  });

  it("makes addresses of hostile paths that stay where they are", () => {
    const text = sarifReport(hostile);
    expect(text).not.toMatch(unsafeCharacters);
    for (const { locations } of sarifDocument(hostile).runs[0]?.results ?? [])
      for (const { physicalLocation } of locations)
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/^[a-z]+:|[?#<>"\s]/);
  });
});
