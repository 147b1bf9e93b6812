import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { deployerPolicies } from "../../../../build/generate/deployer-policies.ts";
import { lintProblems } from "./cfn-lint.ts";
import { everyTemplate } from "./cloudformation.ts";

const textOf = (path: string) => readFileSync(path, "utf8");

/** A mistake a person could make, and the rule that must catch it. */
const mistakes = [
  ["layer-template/template.yaml", "Ref: OutcropLayer", "Ref: Layer", /^E1020: /],
  ["docs/generated/observability.yaml", "TreatMissingData:", "TreatMissing:", /^E3002: /],
  ["docs/generated/queries.yaml", "FIELD_INDEX_POLICY", "INDEX_POLICY", /^E3030: /],
  ["docs/generated/silence.yaml", "Fn::Select", "Fn::Choose", /^E\d+: /],
  ["docs/organization/source-link.yaml", "AWS::Logs::LogGroup", "AWS::Logs", /^E3030: /],
] as const;

/** It looks into the policies of templates. */
const inTemplate = (policy: string): string =>
  JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: {
      Deployer: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: JSON.parse(policy) } },
    },
  });

function mistaken(path: string, from: string, to: string): string {
  const text = textOf(path);
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  return text.replace(from, to);
}

it("cfn-lint has nothing to say about the templates and the policies, and finds mistakes in them", () => {
  const policies = [...deployerPolicies().keys()];
  const good = [...everyTemplate.map(textOf), ...policies.map((path) => inTemplate(textOf(path)))];
  const unknownAction = inTemplate(
    mistaken("docs/organization/policies/layer.json", "lambda:PublishLayerVersion", "lambda:PublishLayer"),
  );
  // The only place that switches a rule off, since its list of runtimes lacks one.
  const heard = mistaken("layer-template/template.yaml", "ignore_checks: [E3030]", "ignore_checks: []");
  const found = lintProblems([
    ...good,
    unknownAction,
    heard,
    ...mistakes.map(([path, from, to]) => mistaken(path, from, to)),
  ]);
  const names = [...everyTemplate, ...policies];
  // Its list of actions lacks one, as its list of types lacks the log alarm.
  const isNews = (problem: string): boolean => problem.startsWith("W3037: 'putlogalarm' is not one of");
  const kept = found.map((problems) => problems.filter((problem) => !isNews(problem)));
  expect(Object.fromEntries(names.map((name, place) => [name, kept[place]]))).toEqual(
    Object.fromEntries(names.map((name) => [name, []])),
  );
  const [ofAction = [], ofRuntime = [], ...ofMistakes] = found.slice(good.length);
  expect(ofAction.join()).toContain("publishlayer");
  expect(ofRuntime.filter((problem) => !problem.startsWith("E3030: 'nodejs26.x' is not one of"))).toEqual([]);
  expect(mistakes.filter(([, , , rule], place) => !ofMistakes[place]?.some((one) => rule.test(one)))).toEqual(
    [],
  );
});
