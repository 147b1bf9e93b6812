import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parameterProblems, readTemplate } from "./cloudformation.ts";
import { validatorProblems } from "./validator.ts";

const guide = readFileSync("docs/observability.md", "utf8");
const blocksOf = (language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, text]) => text ?? "");

/** Each `aws cloudformation deploy` of the guide. */
const deployments = blocksOf("sh")
  .join("\n")
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line.startsWith("aws cloudformation deploy"))
  .map((line) => ({
    template: /--template-file (\S+)/.exec(line)?.[1] ?? "",
    given: Object.fromEntries(
      (line.split("--parameter-overrides")[1] ?? "")
        .trim()
        .split(/\s+/)
        .map((pair) => pair.split("=", 2)),
    ),
    allowsExpansion: line.includes("--capabilities CAPABILITY_AUTO_EXPAND"),
  }));

describe("the guide", () => {
  it("deploys each template with parameters that it takes, and the capability that it asks for", () => {
    expect(deployments.map(({ template }) => template)).toEqual([
      "docs/generated/observability.yaml",
      "docs/generated/observability.yaml",
      "layer-template/template.yaml",
      "docs/generated/silence.yaml",
    ]);
    for (const { template, given, allowsExpansion } of deployments) {
      const document = readTemplate(template);
      expect(parameterProblems(document, given)).toEqual([]);
      expect(allowsExpansion).toBe(document.Transform === "AWS::LanguageExtensions");
    }
  });

  it("indexes the fields that the saved queries ask for", () => {
    const wanted = /- Fields: \[(.*)\]/.exec(readFileSync("docs/generated/queries.md", "utf8"))?.[1];
    expect(/- Fields: \[(.*)\]/.exec(guide)?.[1]).toBe(wanted);
    expect(/\{"Fields":\[(.*?)\]\}/.exec(guide)?.[1]?.replaceAll('"', "").split(",").join(", ")).toBe(wanted);
  });

  it("shows a log group that the validator takes", () => {
    const [logGroup, ...others] = blocksOf("yaml");
    expect(others).toEqual([]);
    const template = `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${logGroup?.replace(/^/gm, "  ")}`;
    // It warns that a log group without a deletion policy is deleted with its stack: that is for the
    // template's owner to say.
    const problems = (text: string) =>
      validatorProblems(text).filter((problem) => !/W3011|DeletionPolicy/.test(problem));
    expect(problems(template)).toEqual([]);
    expect(problems(template.replace("FieldIndexPolicies", "FieldIndexes"))).not.toEqual([]);
  });
});
