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
        .split(/\s+/)
        .filter((pair) => pair !== "")
        .map((pair) => pair.split("=", 2)),
    ),
    capabilities: line.includes("--capabilities"),
  }));

/** Each template that docs/organization.md deploys, by a stack or a StackSet, with the parameters. */
const toOrganization = [...readFileSync("docs/organization.md", "utf8").matchAll(/^```sh\n(.*?)^```$/gms)]
  .map(([, text = ""]) => text.replaceAll("\\\n", " "))
  .join("\n")
  .split("\n")
  .filter((line) => /^aws cloudformation (deploy|create-stack-set) /.test(line))
  .map((line) => ({
    template: /--template-(?:file |body file:\/\/)(\S+)/.exec(line)?.[1] ?? "",
    given: Object.fromEntries(
      [...line.matchAll(/ParameterKey=(\w+),ParameterValue=(\S+)|(?<= )([A-Z]\w+)=(\S+)/g)]
        .map(([, key, value, name, text]) => [key ?? name ?? "", value ?? text ?? ""] as const)
        .filter(([name]) => name !== "Enabled"),
    ),
    isManaged: / --permission-model SERVICE_MANAGED .* --auto-deployment Enabled=true,/.test(line),
    capabilities: line.includes("--capabilities"),
  }));

describe("the guide for an organization", () => {
  it("deploys templates with parameters that they take, and with no capability", () => {
    expect(toOrganization.map(({ template, isManaged }) => [template, isManaged])).toEqual([
      ["docs/generated/observability.yaml", true],
      ["docs/generated/queries.yaml", true],
      ["docs/organization/monitoring-sink.yaml", false],
      ["docs/organization/source-link.yaml", true],
      ["docs/generated/observability.yaml", false],
      ["docs/generated/queries.yaml", false],
    ]);
    for (const { template, given, capabilities } of toOrganization)
      expect([parameterProblems(readTemplate(template), given), capabilities]).toEqual([[], false]);
    const given = toOrganization.map((one) => Object.keys(one.given).join());
    expect(given).toEqual([
      "FunctionNamePrefix",
      "IndexPrefix",
      "OrganizationId",
      "SinkArn",
      "FunctionNamePrefix,Alarms",
      "",
    ]);
  });
});

describe("the guide", () => {
  it("deploys each template with parameters that it takes, and a capability only for roles", () => {
    expect(deployments.map(({ template }) => template)).toEqual([
      "docs/generated/observability.yaml",
      "docs/generated/queries.yaml",
      "docs/generated/observability.yaml",
      "layer-template/template.yaml",
      "docs/generated/log-alarm.yaml",
      "docs/generated/silence.yaml",
    ]);
    for (const { template, given, capabilities } of deployments) {
      const document = readTemplate(template);
      expect(parameterProblems(document, given)).toEqual([]);
      expect(capabilities).toBe(template === "docs/generated/log-alarm.yaml");
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
