/** Ordinary functions with copies that hide each other and harm no one. */
import type { Capture, Deployment, RootSpec } from "../capture.ts";
import { commonJs, good, layerFolder, manifest } from "./handlers.ts";

const runtime: RootSpec = { ordinary: { kind: "runtime" } };

function ordinary(name: string, layers: readonly string[] = []): Deployment {
  return {
    functionName: name,
    functionVersion: "4",
    hoursAgo: 5,
    task: { ordinary: { kind: "function", name } },
    layers: layers.map((layer) => ({ ordinary: { kind: "layer", name: layer } })),
    runtime,
    events: [{}, {}],
  };
}

/** Reads an order with two copies of zod about, and writes what it refuses to the log. */
const logging: Deployment = {
  functionName: "intake",
  functionVersion: "12",
  hoursAgo: 4,
  task: {
    files: {
      ...manifest("intake", { zod: "^4.0.0" }),
      "index.js": commonJs(
        "const { z } = require('zod');\n" +
          "const { email } = require('/opt/nodejs/node_modules/shop-fields');\n" +
          "const order = z.object({ item: z.string() });",
        `email.safeParse('a');
  try {
    return order.parse(event);
  } catch (error) {
    console.error(error);
    return 'refused';
  }`,
      ),
    },
    sets: [["zod-4", "node_modules"]],
  },
  layers: [
    {
      sets: [["zod-3", layerFolder]],
      files: {
        [`${layerFolder}/shop-fields/package.json`]: {
          name: "shop-fields",
          version: "1.0.0",
          dependencies: { zod: "^3.0.0" },
        },
        [`${layerFolder}/shop-fields/index.js`]:
          "const { z } = require('zod');\nexports.email = z.string().email();\n",
      },
    },
  ],
  events: good,
};

/** @param deployments in the order of time */
function healthy(
  name: string,
  happened: string,
  deployments: readonly Deployment[],
  shape: Capture["shape"],
): Capture {
  return { name, happened, kind: "healthy", deployments, shape, cause: null };
}

const presign = ordinary("s3-presign");
const document = ordinary("dynamodb-own");
const runtimeSdk = ordinary("dynamodb-of-the-runtime");

export const healthyCaptures: readonly Capture[] = [
  healthy("own-sdk", "An SDK of the function's own in front of the runtime's.", [presign], {
    as: "filter-log-events | jq -c .events[]",
  }),
  healthy(
    "own-document-client",
    "An ES module with its own document client, deployed again.",
    [{ ...document, functionVersion: "3", hoursAgo: 20 }, document],
    {
      as: "logs tail --color on",
    },
  ),
  healthy(
    "sdk-layer",
    "The SDK of a layer in front of the runtime's.",
    [ordinary("sdk-layer", ["sdk-layer"])],
    {
      as: "filter-log-events --query events[].message",
      split: "by-stream",
    },
  ),
  healthy(
    "sdk-layer-beside-own",
    "An SDK of the function's own together with an SDK layer.",
    [ordinary("sqs-partial-batch", ["sdk-layer"])],
    { as: "S3 export", split: "by-time" },
  ),
  healthy(
    "powertools-layer",
    "Powertools from its layer.",
    [ordinary("powertools-layer", ["powertools-layer"])],
    {
      as: "subscription to Kinesis",
      gzip: 1,
    },
  ),
  healthy(
    "powertools-with-warning",
    "Powertools of its own, with a dependency that it does not declare.",
    [ordinary("powertools-own")],
    {
      as: "Firehose transformation",
      gzip: 2,
    },
  ),
  healthy(
    "express",
    "express with the usual middleware, several copies of small packages.",
    [ordinary("express")],
    { as: "Live Tail" },
  ),
  healthy("typeorm", "typeorm on pg.", [{ ...ordinary("typeorm"), environments: 2 }], {
    as: "CSV of the console's page of events",
    split: "by-stream",
    reversed: true,
  }),
  {
    ...healthy(
      "handled-errors",
      "Two copies of zod, and refused orders that the function writes to its log as errors and answers.",
      [logging],
      {
        as: "Insights CSV of Excel",
      },
    ),
    logsErrors: true,
  },
  healthy(
    "runtime-update",
    "A runtime update changed the SDK under a function that uses it as it comes.",
    [
      {
        ...runtimeSdk,
        functionVersion: "9",
        hoursAgo: 30,
        runtimeVersion: "nodejs:24.v17",
        runtime: { sets: [["dynamodb-document-old", "node_modules"]] },
      },
      {
        ...runtimeSdk,
        functionVersion: "9",
        hoursAgo: 2,
        runtime: { sets: [["dynamodb-document-new", "node_modules"]] },
      },
    ],
    { as: "filter-log-events --query events", overlapping: true, split: "by-time" },
  ),
];
