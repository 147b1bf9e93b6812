import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { deployerActions } from "../../build/generate/deployer-actions.ts";
import { deployerPolicies } from "../../build/generate/deployer-policies.ts";
import { everyTemplate, readTemplate } from "../cloudwatch/observability/templates/cloudformation.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const policies = deployerPolicies();

function statementsOf(path: string): readonly Statement[] {
  return (JSON.parse(policies.get(path) ?? "") as { Statement: Statement[] }).Statement;
}

const actionsOf = (path: string): string[] => statementsOf(path).flatMap(({ Action }) => Action);

/** The policy whose actions are for the template's types. */
const policyOf = (template: string): string =>
  `docs/organization/policies/${
    template === "layer-template/template.yaml" ? "layer" : /([\w-]+)\.yaml$/.exec(template)?.[1]
  }.json`;

describe("the policy of a template's deployer", () => {
  it.each(everyTemplate)("lists the actions of every resource type in %s", (template) => {
    const types = new Set(
      Object.values(readTemplate(template).Resources).map((one) => Object(one).Type as string),
    );
    const allowed = new Set(actionsOf(policyOf(template)));
    expect(types.size).toBeGreaterThan(0);
    for (const type of types) {
      const needed = (deployerActions[type] ?? []).flatMap(({ actions }) => actions);
      // Nothing is deployed without being made, looked at and, with the stack, removed.
      const makes = needed.filter((action) => /:(Put|Create|Publish|Add)[A-Z]/.test(action));
      const reads = needed.filter((action) => /:(Get|Describe)[A-Z]/.test(action));
      const removes = needed.filter((action) => /:(Delete|Remove)[A-Z]/.test(action));
      expect([type, makes.length > 0, reads.length > 0, removes.length > 0]).toEqual([
        type,
        true,
        true,
        true,
      ]);
      expect(needed.filter((action) => !allowed.has(action))).toEqual([]);
    }
  });

  it.each(everyTemplate)("lists nothing that %s does not need", (template) => {
    const types = Object.values(readTemplate(template).Resources).map((one) => Object(one).Type as string);
    const needed = new Set(
      types.flatMap((type) => (deployerActions[type] ?? []).flatMap(({ actions }) => actions)),
    );
    const more = actionsOf(policyOf(template)).filter((action) => !needed.has(action));
    expect(more.filter((action) => !action.startsWith("cloudformation:"))).toEqual([]);
  });

  it.each([...policies.keys()])("%s allows single actions only, and fits in a managed policy", (path) => {
    expect(actionsOf(path).filter((action) => !/^[a-z0-9]+:[A-Z][A-Za-z]+$/.test(action))).toEqual([]);
    expect(statementsOf(path).every(({ Effect }) => Effect === "Allow")).toBe(true);
    // IAM counts no white space (IAM and STS quotas): 6,144 characters.
    expect(JSON.stringify(JSON.parse(policies.get(path) ?? "")).length).toBeLessThan(6_144);
  });
});

/** What a folder's files name when a call fails. */
function calledBy(folder: string): string[] {
  const named = readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    .flatMap((text) => [...text.matchAll(/\b(?:call|called|found)\(\s*(?:account,\s*)?"(\w+:\w+)"/g)])
    .map(([, action]) => action ?? "");
  return [...new Set(named)].sort();
}

describe("the policy for a command", () => {
  it("lists what outcrop publish calls, and nothing else", () => {
    const called = calledBy("command/publish");
    expect(called.length).toBeGreaterThan(5);
    expect(actionsOf("docs/organization/policies/publish.json").sort()).toEqual(called);
  });

  it("lists what outcrop attach calls, what publishing the layer calls, and what the tags need", () => {
    const called = calledBy("command/attach");
    expect(called.length).toBeGreaterThan(5);
    const more = ["lambda:ListLayerVersions", "lambda:PublishLayerVersion", "lambda:ListTags"];
    expect(actionsOf("docs/organization/policies/attach.json").sort()).toEqual([...called, ...more].sort());
  });

  it("lists what outcrop verify calls, and what these calls need to pass on a role, a layer and tags", () => {
    const called = [...calledBy("command/verify"), "sts:GetCallerIdentity"];
    expect(called.length).toBeGreaterThan(25);
    const more = [
      "iam:PassRole",
      "iam:TagRole",
      "lambda:GetLayerVersion",
      "lambda:TagResource",
      "logs:TagResource",
    ];
    expect(actionsOf("docs/organization/policies/verify.json").sort()).toEqual([...called, ...more].sort());
  });
});
