/** Incidents that no collision caused, in a function that has one and could easily be blamed on it. */
import type { Capture, Deployment } from "../capture.ts";
import { commonJs, good, layerFolder, manifest, mixed, ping } from "./handlers.ts";

/** Two copies of graphql, each of which works by itself. */
const head = `const { graphql, buildSchema } = require('graphql');
const { makeExecutableSchema } = require('@graphql-tools/schema');
makeExecutableSchema({ typeDefs: 'type Query { a: Int }' });
const schema = buildSchema('type Query { a: Int }');
const answer = async () => (await graphql({ schema, source: '{ a }' })).data;`;

/** @param work what the bad version does; the good one answers */
function twoGraphqls(work: string): Deployment["task"] {
  return {
    files: {
      ...manifest("portal", { graphql: "^16.0.0", "@graphql-tools/schema": "^10.0.0" }),
      "index.js": commonJs(head, work),
    },
    sets: [["graphql", "node_modules"]],
  };
}

const portal: Deployment = {
  functionName: "portal",
  functionVersion: "5",
  hoursAgo: 19,
  task: twoGraphqls("return answer();"),
  layers: [{ sets: [["graphql-tools", layerFolder]] }],
  events: good,
};

function unrelated(
  name: string,
  happened: string,
  bad: Partial<Deployment> & Pick<Deployment, "task">,
  shape: Capture["shape"],
  before = portal,
): Capture {
  const deployments: Deployment[] = [
    before,
    { ...portal, functionVersion: "6", hoursAgo: 3, events: mixed, ...bad },
  ];
  return { name, happened, kind: "unrelated", deployments, shape, cause: null };
}

const downstream = `
const server = require('node:http').createServer((_, reply) => {
  reply.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
  reply.end('{"__type":"com.amazonaws.dynamodb#InternalServerError","message":"try again later"}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:' + server.address().port,
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
});
const command = new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } });
return client.send(command).finally(() => server.close());`;

export const unrelatedCaptures: readonly Capture[] = [
  unrelated(
    "plain-bug",
    "One deploy brought a second graphql and a plain bug: it reads a property of undefined.",
    { task: twoGraphqls("return event.order.lines.length;") },
    { as: "filter-log-events on one line", split: "by-stream" },
    { ...portal, task: { files: portal.task.files ?? {} } },
  ),
  unrelated(
    "timeout",
    "A deploy waits for something that never comes, and the platform ends it.",
    {
      task: twoGraphqls("await answer();\n  await new Promise((resolve) => setTimeout(resolve, 60_000));"),
      options: { timeoutMs: 1_000 },
      events: [ping, {}, ping],
    },
    { as: "S3 export", split: "by-stream", gzip: 2 },
  ),
  unrelated(
    "downstream-500",
    "A service answers 500, asked through the zip's own SDK, which the runtime holds too.",
    {
      task: {
        ...twoGraphqls(downstream),
        sets: [
          ["graphql", "node_modules"],
          ["dynamodb-document-new", "node_modules"],
        ],
      },
      runtime: { sets: [["dynamodb-client-old", "node_modules"]] },
    },
    { as: "Insights get-query-results", gzip: 1, overlapping: true, split: "by-time" },
  ),
  unrelated(
    "out-of-memory",
    "A deploy keeps everything it sees, until the process has no memory left.",
    {
      task: twoGraphqls("const kept = [];\n  for (;;) kept.push(new Array(10_000).fill(event));"),
      options: { memoryMb: 128, timeoutMs: 60_000 },
      events: [ping, {}],
    },
    { as: "logs tail", split: "by-stream" },
  ),
  unrelated(
    "process-exit",
    "A deploy ends the process in the middle of an invocation.",
    { task: twoGraphqls("await answer();\n  process.exit(1);"), events: [ping, {}, ping] },
    { as: "subscription to Lambda", gzip: 2 },
  ),
  unrelated(
    "error-thrown-by-package",
    "A deploy sends queries that graphql rightly refuses: its own error, thrown where two copies of it " +
      "are loaded.",
    {
      task: twoGraphqls(
        "const { errors, data } = await graphql({ schema, source: event.query ?? '{ b ' });\n" +
          "  if (errors) throw errors[0];\n  return data;",
      ),
    },
    { as: "get-log-events --output text", split: "by-stream", reversed: true },
  ),
];
