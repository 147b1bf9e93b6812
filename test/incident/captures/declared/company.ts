/** A collision among others that are known, harmless, or someone else's. */
import type { Capture, Deployment } from "../capture.ts";
import { commonJs, good, layerFolder, manifest, mixed } from "./handlers.ts";
import { apiWithOwnGraphql } from "./instances.ts";
import { formatter, formatterWithOldPowertools, validation, validationWithoutZod } from "./versions.ts";

const { files: validationFiles } = validationWithoutZod.task;
/** Two copies of graphql, which the function's owner has accepted. */
const accepting = {
  "outcrop.json": {
    accept: [{ code: "duplicate-instance", package: "graphql", reason: "only types of it are used" }],
  },
};
const withGraphqls = commonJs(
  "const { parse } = require('graphql');\nrequire('@graphql-tools/schema');\n" +
    "const { z } = require('zod');\nconst order = z.object({ item: z.string() });",
  "parse('{ a }');\n  const parsed = order.safeParse(event.order ?? {});\n" +
    "  return parsed.success ? parsed.data : z.prettifyError(parsed.error);",
);
const graphqlAndZod: Deployment = {
  functionName: "catalogue",
  functionVersion: "70",
  hoursAgo: 22,
  task: {
    files: {
      ...manifest("catalogue", { graphql: "^16.0.0", zod: "^4.0.0", "@graphql-tools/schema": "^10.0.0" }),
      ...accepting,
      "index.js": withGraphqls,
    },
    sets: [
      ["zod-4", "node_modules"],
      ["graphql", "node_modules"],
    ],
  },
  layers: [
    {
      sets: [
        ["graphql-tools", layerFolder],
        ["zod-3", layerFolder],
      ],
    },
  ],
  events: good,
};

/**
 * Powertools of the function's own whose idempotency takes a package of the runtime's SDK that it does not
 * declare: a warning that is true.
 */
const warned: Deployment = {
  functionName: "payments",
  functionVersion: "200",
  hoursAgo: 25,
  task: {
    ordinary: { kind: "function", name: "powertools-own" },
    files: {
      "entry.js": commonJs(
        "const inner = require('./index.js');\n" +
          "const { makeExecutableSchema } = require('@graphql-tools/schema');\n" +
          "const { graphql } = require('graphql');",
        `await inner.handler({}, {}).catch(() => {});
  const schema = makeExecutableSchema({ typeDefs: 'type Query { a: Int }' });
  const { errors, data } = await graphql({ schema, source: '{ a }' });
  if (errors) throw errors[0];
  return data;`,
      ),
    },
  },
  layers: [{ sets: [["graphql-tools", layerFolder]] }],
  runtime: { ordinary: { kind: "runtime" } },
  options: { handler: "entry.handler" },
  events: good,
};

export const companyIncidents: readonly Capture[] = [
  {
    name: "accepted-duplicate-beside-cause",
    happened:
      "A deploy took zod out of the zip and the layer's is too old; the two copies of graphql that the " +
      "owner accepted do no harm.",
    kind: "incident",
    deployments: [
      graphqlAndZod,
      {
        ...graphqlAndZod,
        functionVersion: "71",
        hoursAgo: 3,
        task: { ...graphqlAndZod.task, sets: [["graphql", "node_modules"]] },
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "filter-log-events --output text", overlapping: true, split: "by-time" },
    cause: { code: "range-violation", package: "zod" },
    since: 1,
    between: "deploy",
  },
  {
    name: "warning-beside-cause",
    happened:
      "A deploy brought graphql into the zip in addition to the layer's; an older warning about " +
      "Powertools is true and has nothing to do with it.",
    kind: "incident",
    deployments: [
      warned,
      {
        ...warned,
        functionVersion: "201",
        hoursAgo: 2,
        task: { ...warned.task, sets: [["graphql", "node_modules"]] },
        events: mixed,
      },
    ],
    shape: { as: ["filter-log-events", "S3 export", "Insights CSV of the console"], split: "by-stream" },
    cause: { code: "duplicate-instance", package: "graphql" },
    since: 1,
    between: "deploy",
  },
  {
    name: "one-function-of-three",
    happened:
      "Of three functions under one team's layers, one was deployed with an old Powertools in its zip.",
    kind: "incident",
    deployments: [
      formatter,
      validation,
      formatterWithOldPowertools,
      { ...validation, hoursAgo: 4, environments: 2 },
      { ...formatter, functionName: "refunds", functionVersion: "3", hoursAgo: 3 },
    ],
    shape: {
      as: [
        "get-log-events",
        "filter-log-events --query events[].message",
        "Firehose to S3 with decompression",
      ],
      split: "by-stream",
      gzip: 1,
    },
    cause: { code: "range-violation", package: "@aws-lambda-powertools/logger" },
    since: 2,
    between: "deploy",
  },
  {
    name: "canary-of-a-version",
    happened:
      "A version with graphql in its zip took a part of the traffic while the version before went on: " +
      "one in three environments fails.",
    kind: "incident",
    deployments: [
      {
        ...apiWithOwnGraphql,
        functionVersion: "9",
        hoursAgo: 7,
        task: { files: apiWithOwnGraphql.task.files ?? {} },
        events: good,
        environments: 2,
      },
      { ...apiWithOwnGraphql, functionVersion: "10", hoursAgo: 2 },
      {
        ...apiWithOwnGraphql,
        functionVersion: "9",
        hoursAgo: 1,
        task: { files: apiWithOwnGraphql.task.files ?? {} },
        events: good,
        environments: 2,
      },
    ],
    shape: { as: "Live Tail", reversed: true, overlapping: true, split: "by-stream" },
    cause: { code: "duplicate-instance", package: "graphql" },
    since: 1,
    between: "deploy",
  },
  {
    name: "json-log-format",
    happened: "With Lambda's JSON log format: a deploy took zod out of the zip, and the layer's is too old.",
    kind: "incident",
    deployments: [
      { ...validation, options: { logFormat: "JSON" } },
      { ...validationWithoutZod, options: { logFormat: "JSON" }, task: { files: validationFiles ?? {} } },
    ],
    shape: { as: "kinesis get-records", split: "by-stream" },
    cause: { code: "range-violation", package: "zod" },
    since: 1,
    between: "deploy",
  },
];
