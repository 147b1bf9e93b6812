/**
 * Incidents as they were reported in public, with the packages they were reported for, and what Outcrop names
 * first. Then failures that no collision caused, in a function that has one: it is not blamed.
 */
import { renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { nodeBinary } from "../../sandbox/runtime/nodes.ts";
import { joined } from "../support/joined.ts";
import { type EmittedLine, Folders, linesOf, ofType, type Tree, withLayer } from "../support/layer-run.ts";
import { type Choice, install } from "./packages.ts";

const folders = new Folders();
afterAll(() => folders.remove());

interface Deployment {
  readonly task: string;
  readonly layers?: readonly string[];
  readonly runtime?: string;
  readonly node?: string;
  readonly timeoutMs?: number;
}

interface Told {
  /** The last one: a failed init is tried again, and fails again. */
  readonly failure: EmittedLine | undefined;
  /** Severities by `code package`. */
  readonly findings: ReadonlyMap<string, unknown>;
  /** What the caller got. */
  readonly answer: string;
  readonly all: string;
}

async function tell(deployment: Deployment, event: object = {}): Promise<Told> {
  const { responses, logs } = await runFunction({ ...withLayer(deployment), memoryMb: 512, events: [event] });
  const lines = linesOf(logs.extensions["outcrop"]);
  expect(responses.map(({ ok }) => ok)).toEqual([false]);
  expect(ofType(lines, "diagnostic")).toEqual([]);
  const findings = new Map(
    ofType(lines, "finding").map((line) => [`${line["code"]} ${line["package"]}`, line["severity"]]),
  );
  return {
    failure: ofType(lines, "failure").at(-1),
    findings,
    answer: JSON.stringify(responses[0]?.error),
    all: JSON.stringify(lines),
  };
}

/** What a failure line names first, and why. */
function causeIn({ failure }: Told): { first: string; explanation: string; packages: string[] } {
  const listOf = (key: string): string[] => String(failure?.[key] ?? "").split("\n");
  return {
    first: listOf("findings")[0] ?? "",
    explanation: String(failure?.["explanation"]),
    packages: listOf("packages"),
  };
}

/** A folder with a root's files, and packages of a set in one of its folders. */
function root(
  files: Tree,
  ...sets: readonly (readonly [set: string, at: string, choice?: Choice])[]
): string {
  const folder = folders.make({ ".keep": "", ...files });
  for (const [set, at, choice] of sets) install(set, join(folder, at), choice);
  return folder;
}

const layerFolder = "nodejs/node_modules";

describe("an incident's failure line names its cause first", () => {
  // aws-powertools/powertools-lambda-typescript#4025
  it("Powertools 1, left in the zip, hides 2 in the layer", async () => {
    const files: Tree = {
      "package.json": {
        name: "orders",
        version: "1.0.0",
        dependencies: { "@aws-lambda-powertools/logger": "^2.0.0" },
      },
      "index.js": `
        const { LogFormatter, LogItem } = require('@aws-lambda-powertools/logger');
        class Formatter extends LogFormatter {
          formatAttributes(attributes) { return new LogItem({ attributes }); }
        }
        exports.handler = async () => new Formatter().formatAttributes({}).getAttributes();`,
    };
    const told = await tell({
      task: root(files, ["powertools-1", "node_modules"]),
      layers: [root({}, ["powertools-2", layerFolder])],
    });
    expect(told.answer).toContain("LogItem is not a constructor");
    expect(causeIn(told).first).toBe("range-violation @aws-lambda-powertools/logger");
    expect(causeIn(told).explanation).toMatch(
      joined(
        /^It failed in \/var\/task\/index\.js:4, which asks for .* \^2\.0\.0 .* and got /,
        /@aws-lambda-powertools\/logger@1\.18\.1/,
      ),
    );
    expect(told.findings.get("shadowed-package @aws-lambda-powertools/logger")).toBe("error");
  });

  // aws-powertools/powertools-lambda-typescript#5511
  it("client-dynamodb from a layer, lib-dynamodb from the runtime", async () => {
    const files: Tree = {
      "index.js": `
        const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
        const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb');
        const client = DynamoDBDocumentClient.from(new DynamoDBClient({
          credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }));
        exports.handler = () => client.send(new GetCommand({ TableName: 't', Key: { id: '1' } }));`,
    };
    const told = await tell({
      task: root(files),
      layers: [root({}, ["dynamodb-client-old", layerFolder])],
      runtime: root({}, ["dynamodb-document-new", "node_modules"]),
    });
    expect(told.answer).toContain(
      "serializerMiddleware is not found when adding DocumentMarshall middleware",
    );
    expect(causeIn(told).first).toMatch(/^(?:duplicate-instance|torn-family) @aws-sdk\/client-dynamodb$/);
    expect(causeIn(told).explanation).toContain("@aws-sdk/client-dynamodb@3.927.0 in the layer");
    expect(causeIn(told).packages.slice(0, 3)).toEqual([
      expect.stringMatching(/^@smithy\/core@\S+ layer$/),
      expect.stringMatching(/^@smithy\/core@\S+ runtime$/),
      "@aws-sdk/lib-dynamodb@3.928.0 runtime",
    ]);
    expect(told.failure?.["mixed_roots"]).toMatch(
      /^The stack mixes two copies of @smithy\/core from two roots, the layer and the runtime: /,
    );
  });

  it("the SDK in the zip, one @smithy package left to the runtime (aws/aws-cdk#31610)", async () => {
    const files: Tree = {
      "index.js": "require('@aws-sdk/client-dynamodb'); exports.handler = async () => {};",
    };
    const told = await tell({
      task: root(files, ["dynamodb-document-new", "node_modules", { without: ["@smithy/smithy-client"] }]),
      runtime: root({}, ["client-sts-old", "node_modules"]),
    });
    expect(told.answer).toContain(".sc is not a function");
    expect(causeIn(told).first).toMatch(/^(?:range-violation|torn-family) @smithy\/smithy-client$/);
    expect(causeIn(told).explanation).toContain("@smithy/smithy-client@3");
    expect(causeIn(told).packages[0]).toBe("@aws-sdk/client-dynamodb@3.928.0 function");
  });

  // getsentry/profiling-node#104
  it("an addon for another CPU, hidden by the package that loads it", async () => {
    const [needed, foreign] = process.arch === "arm64" ? ["arm64", "x64"] : ["x64", "arm64"];
    const files: Tree = {
      "index.js": "const { crc32 } = require('@node-rs/crc32'); exports.handler = async () => crc32('a');",
    };
    const task = root(files, ["crc32", "node_modules", { cpu: foreign }]);
    const scope = join(task, "node_modules/@node-rs");
    renameSync(join(scope, `crc32-linux-${foreign}-gnu`), join(scope, `crc32-linux-${needed}-gnu`));
    const told = await tell({ task });
    expect(told.answer).toContain("Failed to load native binding");
    expect(causeIn(told).first).toBe(`wrong-architecture @node-rs/crc32-linux-${needed}-gnu`);
    expect(causeIn(told).explanation).toContain(
      `built for ${foreign} (64 bit); this function runs on ${needed}`,
    );
  });

  it("an ESM-only package required on Lambda's Node 22 (ai/nanoid#491)", async () => {
    const files: Tree = {
      "index.js": "const { nanoid } = require('nanoid'); exports.handler = async () => nanoid();",
    };
    const told = await tell({ node: nodeBinary(22), task: root(files, ["nanoid", "node_modules"]) });
    expect(told.failure?.["error_code"]).toBe("ERR_REQUIRE_ESM");
    expect(causeIn(told).first).toBe("unresolved-module nanoid");
    expect(causeIn(told).explanation).toContain(
      "It is an ES module, and this process cannot load one with require().",
    );
  });

  it("two copies of graphql (graphile/crystal#1330)", async () => {
    const told = await tell(twoGraphqls());
    expect(told.answer).toContain("from another module or realm");
    expect(causeIn(told).first).toBe("duplicate-instance graphql");
    expect(causeIn(told).explanation).toMatch(
      /^It failed in graphql@16\.11\.0 in the function .* and graphql@16\.11\.0 in the layer /,
    );
  });

  it("a package packed next to nodejs/ in the layer's zip (serverless/serverless#6724)", async () => {
    const told = await tell({
      task: root({
        "index.mjs": "import dayjs from 'dayjs'; export const handler = async () => dayjs().year();",
      }),
      layers: [root({}, ["dayjs", "node_modules"])],
    });
    expect(told.failure?.["error_code"]).toBe("ERR_MODULE_NOT_FOUND");
    expect(causeIn(told).first).toBe("unresolved-module dayjs");
    expect(causeIn(told).explanation).toContain("in a layer it must be at /opt/nodejs/node_modules/dayjs");
  });
});

const graphqlFiles: Tree = {
  "package.json": {
    name: "api",
    version: "1.0.0",
    dependencies: { graphql: "^16.0.0", "@graphql-tools/schema": "^10.0.0" },
  },
  "index.js": `
    const { graphql } = require('graphql');
    const { makeExecutableSchema } = require('@graphql-tools/schema');
    const schema = makeExecutableSchema({ typeDefs: 'type Query { a: Int }' });
    const linesOf = (order) => order.lines.length;
    exports.handler = async ({ failure }) => {
      if (failure === 'bug') return linesOf({});
      if (failure === 'thrown') throw 'card hidden4242 was declined';
      if (failure === 'timeout') await new Promise((resolve) => setTimeout(resolve, 60_000));
      if (failure === 'downstream') return require('./downstream.js').ask();
      return graphql({ schema, source: '{ a }' });
    };`,
  // A service that answers 500, asked with the function's own SDK: whole, and of one release.
  "downstream.js": `
    const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
    exports.ask = async () => {
      const server = require('node:http').createServer((_, answer) => {
        answer.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
        answer.end('{"__type":"com.amazonaws.dynamodb#InternalServerError","message":"card hidden4242"}');
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      const client = new DynamoDBClient({
        region: 'us-east-1',
        endpoint: 'http://127.0.0.1:' + server.address().port,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        maxAttempts: 1,
      });
      return client.send(new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } }));
    };`,
};

/** The function's graphql, and in the layer a schema library with its own. */
const twoGraphqls = (): Deployment => ({
  task: root(graphqlFiles, ["graphql", "node_modules"]),
  layers: [root({}, ["graphql-tools", layerFolder])],
});

describe("a failure that no collision caused, in a function that has one, blames none", () => {
  const expectNoBlame = ({ failure, findings, all }: Told): void => {
    expect(findings.get("duplicate-instance graphql")).toBe("error");
    const listed = String(failure?.["findings"] ?? "")
      .split("\n")
      .filter(Boolean);
    expect(listed.filter((line) => findings.get(line) !== "info")).toEqual([]);
    expect(failure?.["explanation"]).toMatch(/^Outcrop sees no collision in the code that failed: /);
    expect(all).not.toContain("hidden4242");
  };

  it("a plain bug", async () => {
    const told = await tell(twoGraphqls(), { failure: "bug" });
    expectNoBlame(told);
    expect(told.failure?.["explanation"]).toContain("it failed in /var/task/index.js:5.");
  });

  it("a string thrown", async () => expectNoBlame(await tell(twoGraphqls(), { failure: "thrown" })));

  it("a timeout, which has no error and so no failure line", async () => {
    const { failure, findings } = await tell({ ...twoGraphqls(), timeoutMs: 4_000 }, { failure: "timeout" });
    expect(findings.get("duplicate-instance graphql")).toBe("error");
    expect(failure).toBeUndefined();
  });

  it("a service that answers 500, through an SDK that the runtime holds too", async () => {
    const sdk = ["dynamodb-document-new", "node_modules"] as const;
    const told = await tell(
      {
        ...twoGraphqls(),
        task: root(graphqlFiles, ["graphql", "node_modules"], sdk),
        runtime: root({}, ["dynamodb-client-old", "node_modules"]),
      },
      { failure: "downstream" },
    );
    expect(told.answer).toContain("InternalServerError");
    expectNoBlame(told);
    expect(causeIn(told).packages[0]).toMatch(/^@aws-sdk\/core@\S+ function$/);
    expect(told.failure).not.toHaveProperty("mixed_roots");
  });
});
