/** The AWS SDK in the zip, in layers and in the managed runtime. */
import type { Capture, Deployment, RootSpec } from "../capture.ts";
import { commonJs, good, layerFolder, mixed } from "./handlers.ts";

/** A table that answers every request, so that the SDK runs through. */
const table = `
const server = require('node:http').createServer((_, answer) => {
  answer.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  answer.end('{"Item":{"id":{"S":"1"}}}');
});
const listening = new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const clientOptions = async () => {
  await listening;
  const endpoint = 'http://127.0.0.1:' + server.address().port;
  return { region: 'us-east-1', endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
};`;

const documentTask: RootSpec = {
  files: {
    "index.js": commonJs(
      `const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');${table}`,
      `const client = DynamoDBDocumentClient.from(new DynamoDBClient(await clientOptions()));
  return (await client.send(new GetCommand({ TableName: 't', Key: { id: '1' } }))).Item;`,
    ),
  },
};
const oldRuntime: RootSpec = { sets: [["dynamodb-document-old", "node_modules"]] };
const newRuntime: RootSpec = { sets: [["dynamodb-document-new", "node_modules"]] };
const clientLayer: RootSpec = { sets: [["dynamodb-client-old", layerFolder]] };

const orders: Deployment = {
  functionName: "orders",
  functionVersion: "41",
  hoursAgo: 30,
  runtimeVersion: "nodejs:24.v17",
  task: documentTask,
  layers: [clientLayer],
  runtime: oldRuntime,
  events: good,
};

const clientTask: RootSpec = {
  files: {
    "index.js": commonJs(
      `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');${table}`,
      "return (await new DynamoDBClient(await clientOptions()).send(new GetItemCommand({ TableName: 't', " +
        "Key: { id: { S: '1' } } }))).Item;",
    ),
  },
  sets: [["dynamodb-document-new", "node_modules"]],
};
const oldSmithy: RootSpec = { sets: [["client-sts-old", "node_modules"]] };

export const stock: Deployment = {
  functionName: "stock",
  functionVersion: "12",
  hoursAgo: 26,
  runtimeVersion: "nodejs:24.v17",
  task: clientTask,
  runtime: oldSmithy,
  events: good,
};
/** The bundler's list of externals took one of the SDK's own packages. */
export const stockWithoutSmithyClient: Deployment = {
  ...stock,
  functionVersion: "13",
  hoursAgo: 3,
  task: { ...clientTask, removed: ["node_modules/@smithy/smithy-client"] },
  events: [{}, {}],
};

const tokens: Deployment = {
  functionName: "tokens",
  functionVersion: "5",
  hoursAgo: 20,
  task: {
    files: {
      "index.js": commonJs(
        "const sts = require('@aws-sdk/client-sts');",
        "return new sts.GetWebIdentityTokenCommand({ Audience: ['a'] }).input.Audience;",
      ),
    },
  },
  runtime: { sets: [["client-sts-new", "node_modules"]] },
  events: good,
};

export const sdkIncidents: readonly Capture[] = [
  {
    name: "runtime-update-tears-sdk",
    happened:
      "A managed-runtime update brought a newer document client, while a layer still holds the older " +
      "DynamoDB client in front of it.",
    kind: "incident",
    deployments: [
      orders,
      {
        ...orders,
        hoursAgo: 4,
        runtimeVersion: "nodejs:24.v18",
        runtime: newRuntime,
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "filter-log-events" },
    cause: { code: ["torn-family", "duplicate-instance"], package: "@aws-sdk/client-dynamodb" },
    since: 1,
    between: "runtime-update",
  },
  {
    name: "one-sdk-package-left-to-runtime",
    happened:
      "A deploy left one @smithy package of the zip's SDK to the runtime, which holds a release too old " +
      "for it: the init fails.",
    kind: "incident",
    deployments: [stock, stockWithoutSmithyClient],
    shape: { as: "Insights get-query-results" },
    cause: { code: ["range-violation", "torn-family"], package: "@smithy/smithy-client" },
    since: 1,
    between: "deploy",
  },
  {
    name: "layer-hides-newer-sdk",
    happened:
      "A layer was attached whose old STS client hides the runtime's newer one, and the command that the " +
      "function sends is not in it.",
    kind: "incident",
    deployments: [
      tokens,
      {
        ...tokens,
        functionVersion: "6",
        hoursAgo: 2,
        layers: [{ sets: [["client-sts-old", layerFolder]] }],
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "logs tail" },
    cause: { code: "shadowed-package", package: "@aws-sdk/client-sts" },
    since: 1,
    between: "layer-change",
  },
  {
    name: "gradual-runtime-update",
    happened:
      "A runtime update reaches some environments before others, and only those fail: the zip leaves one " +
      "package of its SDK to the runtime.",
    kind: "incident",
    deployments: [
      {
        ...stockWithoutSmithyClient,
        functionVersion: "14",
        hoursAgo: 6,
        runtime: newRuntime,
        environments: 2,
        events: good,
      },
      {
        ...stockWithoutSmithyClient,
        functionVersion: "14",
        hoursAgo: 3,
        runtimeVersion: "nodejs:24.v18",
        events: [{}],
      },
      { ...stockWithoutSmithyClient, functionVersion: "14", hoursAgo: 2, runtime: newRuntime, events: good },
    ],
    shape: { as: "S3 export", split: "by-stream" },
    cause: { code: ["range-violation", "torn-family"], package: "@smithy/smithy-client" },
    since: 1,
    between: "runtime-update",
  },
];
