/** A plain scope, as the preview has one, and what a dashboard may refer to with it. */
import { parseQuery } from "../../../../cloudwatch/insights/parse-query.ts";
import type { Scope } from "../../../../cloudwatch/observability/scope.ts";
import { declaredNamespaces, type Known } from "./problems/known.ts";
import { schemaProblems } from "./schema-problems.ts";

export const scope: Scope = {
  region: "eu-central-1",
  source: 'SOURCE logGroups(namePrefix: ["/aws/lambda/shop-"], class: "STANDARD")',
  logGroupPrefix: "/aws/lambda/shop-",
  docsUrl: "",
  consoleUrl: "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1",
  alarmArns: ["arn:aws:cloudwatch:eu-central-1:123456789012:alarm:outcrop-architecture"],
  rules: true,
  ruleNames: { packages: "outcrop-packages", functions: "outcrop-functions" },
};

export const known: Known = {
  namespaces: declaredNamespaces,
  ruleNames: new Set(Object.values(scope.ruleNames)),
  schemaProblems,
  parseQuery: (text) => void parseQuery(text),
};
