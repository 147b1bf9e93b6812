/**
 * docs/generated/queries.yaml as a whole: the saved queries, and the field indexes that make them cheaper. They are a template of their own, since one with
 * the dashboard and the alarms would have more than the 51,200 bytes that can be deployed without a bucket.
 */
import { equals, not, nothing, type Properties, ref, split, sub, when } from "./intrinsics.ts";
import { logGroupNames } from "./parameters.ts";
import type { Parts, Template } from "./template.ts";

/** What the template needs of a saved query. */
export interface QueryText {
  /** The name's last part, in lower case with hyphens. */
  readonly name: string;
  readonly question: string;
  readonly text: string;
}

/** A saved query takes names of log groups and no prefix. */
const logGroups: Properties = when("LogGroupsAreNamed", split(",", ref("LogGroupNames")), nothing);

export const queryId = (name: string) =>
  `${name.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase())}Query`;

function definitions(queries: readonly QueryText[]): Parts {
  return Object.fromEntries(
    queries.map(({ name, question, text }) => [
      queryId(name),
      {
        why: question,
        value: {
          Type: "AWS::Logs::QueryDefinition",
          Properties: { Name: `Outcrop/${name}`, LogGroupNames: logGroups, QueryString: text },
        },
      },
    ]),
  );
}

/**
 * The account's policy for field indexes. It has no price of its own. A group's own policy replaces it, and
 * the prefixes of two such policies must not overlap (CloudWatch Logs User Guide, "Field index syntax and
 * quotas"). The criterion is written as PutAccountPolicy takes it.
 */
function fieldIndexes(fields: readonly string[]): Parts {
  return {
    FieldIndexes: {
      why: "The queries skip events that cannot match. New events only, in log groups of the Standard class.",
      value: {
        Type: "AWS::Logs::AccountPolicy",
        Condition: "IndexesAreOn",
        Properties: {
          PolicyName: sub(`\${AWS::StackName}-field-indexes`),
          PolicyType: "FIELD_INDEX_POLICY",
          Scope: "ALL",
          SelectionCriteria: when(
            "EveryGroupIsIndexed",
            nothing,
            sub(`LogGroupNamePrefix = "\${IndexPrefix}"`),
          ),
          PolicyDocument: JSON.stringify({ Fields: fields }),
        },
      },
    },
  };
}

/** @param fields that the queries ask for by value, at most 20 */
export function queriesTemplate(queries: readonly QueryText[], fields: readonly string[]): Template {
  return {
    why: [
      "Outcrop in CloudWatch: the saved queries for Logs Insights.",
      "docs/observability.md explains each.",
      "npm run generate makes this file from cloudwatch/observability: change it there.",
    ].join(" "),
    description:
      "Outcrop in CloudWatch - saved queries for Logs Insights. Deploy it once in each account and region.",
    parameters: {
      LogGroupNames: {
        why:
          "The log groups that each query chooses by itself. A saved query cannot hold a prefix: " +
          "without names, the reader chooses the log groups in the console.",
        value: {
          ...logGroupNames,
          Description:
            "Log groups that each query chooses: at most 20 names, separated by commas. " +
            "Empty - choose them when you run a query.",
        },
      },
      IndexPrefix: {
        why: "Changes the account: which log groups get field indexes. It is off by default, since a policy that you have may overlap.",
        value: {
          Type: "String",
          Default: "",
          AllowedPattern: "^(\\*|[a-zA-Z0-9_/.#-]{1,512})?$",
          ConstraintDescription: "The start of the names of log groups, or * for all log groups.",
          Description:
            "Start of the names of the log groups whose fields are indexed, such as /aws/lambda/app-, " +
            "or * for all. Empty - no index policy.",
        },
      },
    },
    rules: {},
    conditions: {
      IndexesAreOn: { why: "IndexPrefix is given.", value: not(equals(ref("IndexPrefix"), "")) },
      EveryGroupIsIndexed: { why: "IndexPrefix is *.", value: equals(ref("IndexPrefix"), "*") },
      LogGroupsAreNamed: { why: "LogGroupNames is given.", value: not(equals(ref("LogGroupNames"), "")) },
    },
    resources: { ...definitions(queries), ...fieldIndexes(fields) },
    outputs: {},
  };
}
