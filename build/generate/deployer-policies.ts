/** docs/organization/policies: what the deployer of each template must be allowed to do. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { attachActions, publishActions, verifyActions } from "./command-actions.ts";
import { deployerActions, type Grant, stackActions, stackSetActions } from "./deployer-actions.ts";
import { generatedTemplates } from "./templates.ts";

/** The written templates, and the name of each one's policy. */
const policyOfTemplate: Readonly<Record<string, string>> = {
  "layer-template/template.yaml": "layer",
  "docs/generated/observability.yaml": "observability",
  "docs/generated/queries.yaml": "queries",
  "docs/generated/log-alarm.yaml": "log-alarm",
  "docs/generated/silence.yaml": "silence",
  "docs/organization/monitoring-sink.yaml": "monitoring-sink",
  "docs/organization/source-link.yaml": "source-link",
};

const pathOf = (name: string): string => `docs/organization/policies/${name}.json`;

/** Each policy by its path. */
export function deployerPolicies(): Map<string, string> {
  const generated = generatedTemplates();
  const ofTemplates = Object.entries(policyOfTemplate).map(([template, name]) => {
    const text = generated.get(template) ?? readFileSync(template, "utf8");
    return [pathOf(name), policy([...stackActions, ...grantsOf(text)])] as const;
  });
  return new Map([
    ...ofTemplates,
    [pathOf("stack-sets"), policy(stackSetActions)],
    [pathOf("publish"), policy(publishActions)],
    [pathOf("attach"), policy(attachActions)],
    [pathOf("verify"), policy(verifyActions)],
  ]);
}

/** @throws Error for a resource type whose actions are not known */
function grantsOf(template: string): Grant[] {
  const { Resources } = parse(template, { version: "1.1" }) as {
    Resources: Record<string, { Type: string }>;
  };
  const types = [...new Set(Object.values(Resources).map(({ Type }) => Type))];
  return types.flatMap((type) => {
    const grants = deployerActions[type];
    if (grants === undefined) throw new Error(`deployer-actions.ts does not have ${type}`);
    return grants;
  });
}

/** One statement for all actions on the same resources. */
function policy(grants: readonly Grant[]): string {
  const byResources = new Map<string, Set<string>>();
  for (const { actions, resources } of grants) {
    const key = JSON.stringify(resources);
    byResources.set(key, new Set([...(byResources.get(key) ?? []), ...actions]));
  }
  const Statement = [...byResources].map(([resources, actions]) => ({
    Effect: "Allow",
    Action: [...actions],
    Resource: JSON.parse(resources) as string[],
  }));
  return `${JSON.stringify({ Version: "2012-10-17", Statement }, null, 2)}\n`;
}
