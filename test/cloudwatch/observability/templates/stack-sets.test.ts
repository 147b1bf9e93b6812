/**
 * What service-managed StackSets refuse. Sources: CloudFormation API Reference, CreateStackSet, "Capabilities"
 * ("StackSets with service-managed permissions don't currently support the use of macros in templates. This
 * includes the AWS::Include and AWS::Serverless transforms"); User Guide, "Configure a custom execution role
 * template" ("You can't provision nested stacks, transforms, or macros with the default execution role").
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { everyTemplate, parseTemplate } from "./cloudformation.ts";

/**
 * CloudFormation names IAM's types in what needs a capability: the deployer has to acknowledge them, which is
 * asked for in one template only.
 */
const withRoles: ReadonlySet<string> = new Set(["docs/generated/log-alarm.yaml"]);
const refusedTypes =
  /^(AWS::CloudFormation::(Stack|Macro|CustomResource)|Custom::.*|AWS::Serverless::.*|AWS::IAM::.*)$/;
const transformKeys = /^(Transform|Fn::Transform|Fn::ForEach(::.*)?|Fn::Length|Fn::ToJsonString)$/;

function refusals(text: string): string[] {
  const problems: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (transformKeys.test(key)) problems.push(`it needs a transform for ${key}`);
      walk(inner);
    }
  };
  const template = parseTemplate(text);
  walk(template);
  for (const { Type } of Object.values(template.Resources) as { Type: string }[])
    if (refusedTypes.test(Type)) problems.push(`it makes ${Type}`);
  return problems;
}

describe("service-managed StackSets", () => {
  it.each(everyTemplate)("take %s", (path) => {
    const expected = withRoles.has(path) ? ["it makes AWS::IAM::Role", "it makes AWS::IAM::Role"] : [];
    expect(refusals(readFileSync(path, "utf8"))).toEqual(expected);
  });

  it.each([
    [
      "a transform",
      "Transform: AWS::LanguageExtensions\nResources: {}",
      "it needs a transform for Transform",
    ],
    ["a loop", "Resources:\n  Fn::ForEach::A: []\n", "it needs a transform for Fn::ForEach::A"],
    [
      "a nested stack",
      "Resources:\n  A: { Type: 'AWS::CloudFormation::Stack' }\n",
      "it makes AWS::CloudFormation::Stack",
    ],
    ["a role", "Resources:\n  A: { Type: 'AWS::IAM::Role' }\n", "it makes AWS::IAM::Role"],
  ])("would refuse %s", (_, text, problem) => {
    expect(refusals(text)).toContain(problem);
  });
});
