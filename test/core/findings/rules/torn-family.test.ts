import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { analyse, findingsOf, got, thread } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const own = "/var/task/index.js";
const client = "@aws-sdk/client-dynamodb";
const lib = "@aws-sdk/lib-dynamodb";

/**
 * aws-powertools/powertools-lambda-typescript#5511: the layer has the client, the runtime client and library.
 */
const documentClient = (layer: string, runtime: string, peer: string): Tree => ({
  layers: [{ [`nodejs/node_modules/${client}`]: pkg(client, layer) }],
  runtime: {
    node_modules: {
      [client]: pkg(client, runtime),
      [lib]: pkg(lib, runtime, { peerDependencies: { [client]: peer } }),
    },
  },
});
const documentRecords: readonly JournalRecord[] = [
  got(own, client, `/opt/nodejs/node_modules/${client}/index.js`),
  got(own, lib, `/var/runtime/node_modules/${lib}/index.js`),
  got(`/var/runtime/node_modules/${lib}/index.js`, client, `/var/runtime/node_modules/${client}/index.js`),
];

/** A member in the function gets another member from the layer. */
const edge = (name: string, other: string, manifest: object, version: string): Tree => ({
  function: { [`node_modules/${name}`]: pkg(name, "1.0.0", manifest) },
  layers: [{ [`nodejs/node_modules/${other}`]: pkg(other, version) }],
});
const edgeRecord = (name: string, other: string): JournalRecord =>
  got(`/var/task/node_modules/${name}/index.js`, other, `/opt/nodejs/node_modules/${other}/index.js`);

describe("a split: the user has another copy than the member it is handed to", () => {
  test.each([
    ["outside of the peer's range", "3.454.0", "3.928.0", "^3.928.0", "error"],
    ["within it, another release", "3.930.0", "3.928.0", "^3.928.0", "warning"],
    ["the same version twice", "3.928.0", "3.928.0", "^3.928.0", "info"],
  ])("%s", (_, layer, runtime, peer, severity) => {
    expect(findingsOf("torn-family", documentClient(layer, runtime, peer), documentRecords)).toMatchObject([
      {
        severity,
        winner: { version: layer, root: "layer" },
        loser: { version: runtime, root: "runtime" },
        evidence: {
          family: "@aws-sdk/* and @smithy/*",
          tieCount: 1,
          ties: [{ kind: "split", field: "peerDependencies", seenIn: "/var/task" }],
        },
      },
    ]);
  });

  test.each([
    ["^4.0.0", "warning"],
    [">=2", "info"],
  ])(
    "@smithy left in the zip, @aws-sdk of the runtime (aws/aws-cdk#31610), range %s: %s",
    (range, severity) => {
      const handler = "@smithy/node-http-handler";
      const s3 = "@aws-sdk/client-s3";
      const pruned: Tree = {
        function: { [`node_modules/${handler}`]: pkg(handler, "2.0.0") },
        runtime: {
          node_modules: {
            [handler]: pkg(handler, "4.0.0"),
            [s3]: pkg(s3, "3.1130.0", { dependencies: { [handler]: range } }),
          },
        },
      };
      const records = [
        got(
          `/var/runtime/node_modules/${s3}/index.js`,
          handler,
          `/var/runtime/node_modules/${handler}/index.js`,
        ),
        got(own, handler, `/var/task/node_modules/${handler}/index.js`),
        got(own, s3, `/var/runtime/node_modules/${s3}/index.js`),
      ];
      expect(findingsOf("torn-family", pruned, records)).toMatchObject([
        { severity, evidence: { ties: [{ kind: "split" }] } },
      ]);
    },
  );
});

describe("an edge: a member got another one from another root", () => {
  test.each([
    ["@aws-sdk/core", "@smithy/core", { dependencies: { "@smithy/core": "^3.0.0" } }, "2.5.7", "error"],
    [
      "@aws-sdk/client-s3",
      "@aws-sdk/core",
      { dependencies: { "@aws-sdk/core": "3.600.0" } },
      "3.598.0",
      "error",
    ],
    [
      "@aws-sdk/client-s3",
      "@aws-sdk/core",
      { dependencies: { "@aws-sdk/core": "^3.980.0" } },
      "3.996.1",
      "info",
    ],
    [
      "@opentelemetry/sdk-trace-base",
      "@opentelemetry/api",
      { peerDependencies: { "@opentelemetry/api": ">=1.3.0 <1.10.0" } },
      "1.10.0",
      "error",
    ],
    [
      "@opentelemetry/sdk-trace-base",
      "@opentelemetry/api",
      { peerDependencies: { "@opentelemetry/api": ">=1.3.0 <1.10.0" } },
      "1.9.0",
      "info",
    ],
    ["react-dom", "react", { peerDependencies: { react: "^19.0.0" } }, "18.3.1", "error"],
    ["@acme/a", "@acme/b", {}, "1.0.0", "info"],
  ])("%s got %s, declaring %j, at %s: %s", (name, other, manifest, version, severity) => {
    expect(
      findingsOf("torn-family", edge(name, other, manifest, version), [edgeRecord(name, other)]),
    ).toMatchObject([
      {
        severity,
        package: other,
        evidence: { ties: [{ kind: "edge", member: { package: name }, own: null }] },
      },
    ]);
  });
});

test("one finding a family, through any number of ties, the worst first and again when it grows", () => {
  const { see } = analyse({
    function: {
      node_modules: {
        "@aws-sdk/a": pkg("@aws-sdk/a", "3.1.0", { dependencies: { "@smithy/core": "^3.0.0" } }),
        "@aws-sdk/b": pkg("@aws-sdk/b", "3.1.0", { dependencies: { "@smithy/core": "^4.0.0" } }),
      },
    },
    layers: [{ "nodejs/node_modules/@smithy/core": pkg("@smithy/core", "3.2.0") }],
  });
  const torn = (...records: JournalRecord[]) =>
    see(...records).findings.filter(({ code }) => code === "torn-family");
  expect(torn(thread(), edgeRecord("@aws-sdk/a", "@smithy/core"))).toMatchObject([{ severity: "info" }]);
  expect(torn(edgeRecord("@aws-sdk/b", "@smithy/core"))).toMatchObject([
    {
      severity: "error",
      evidence: {
        tieCount: 2,
        ties: [{ member: { package: "@aws-sdk/b" } }, { member: { package: "@aws-sdk/a" } }],
      },
    },
  ]);
  expect(torn(edgeRecord("@aws-sdk/b", "@smithy/core"))).toEqual([]);
});

describe("silent", () => {
  test.each([
    [
      "a peer of another scope within its range: it is meant to be shared",
      edge("react-dom", "react", { peerDependencies: { react: "^18.0.0" } }, "18.3.1"),
      [edgeRecord("react-dom", "react")],
    ],
    [
      "packages of no family",
      edge("a", "b", { dependencies: { b: "^9.0.0" } }, "1.0.0"),
      [edgeRecord("a", "b")],
    ],
    [
      "a family from one root",
      {
        runtime: {
          node_modules: {
            [client]: pkg(client, "3.928.0"),
            [lib]: pkg(lib, "3.928.0", { peerDependencies: { [client]: "^3.928.0" } }),
          },
        },
      },
      [got(own, client, `/var/runtime/node_modules/${client}/index.js`), ...documentRecords.slice(1)],
    ],
    [
      "clients of two roots that have nothing to do with each other",
      {
        function: { "node_modules/@aws-sdk/client-s3": pkg("@aws-sdk/client-s3", "3.1.0") },
        runtime: { "node_modules/@aws-sdk/client-sqs": pkg("@aws-sdk/client-sqs", "3.900.0") },
      },
      [
        got(own, "@aws-sdk/client-s3", "/var/task/node_modules/@aws-sdk/client-s3/index.js"),
        got(own, "@aws-sdk/client-sqs", "/var/runtime/node_modules/@aws-sdk/client-sqs/index.js"),
      ],
    ],
  ] as [string, Tree, JournalRecord[]][])("about %s", (_, tree, records) =>
    expect(findingsOf("torn-family", tree, records)).toEqual([]),
  );
});

test("the text names the worst tie and the family", () => {
  const [finding] = findingsOf(
    "torn-family",
    documentClient("3.454.0", "3.928.0", "^3.928.0"),
    documentRecords,
  );
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      "@aws-sdk/* and @smithy/* came from different roots.",
      "@aws-sdk/lib-dynamodb@3.928.0 in the runtime (/var/runtime/node_modules/@aws-sdk/lib-dynamodb) uses",
      "@aws-sdk/client-dynamodb@3.928.0 in the runtime (/var/runtime/node_modules/@aws-sdk/client-dynamodb),",
      "but its caller uses @aws-sdk/client-dynamodb@3.454.0 in the layer",
      "(/opt/nodejs/node_modules/@aws-sdk/client-dynamodb), outside the range ^3.928.0 that it asks for.",
    ].join(" "),
  );
  expect(fixOf(finding)).toContain(
    "remove @aws-sdk/client-dynamodb from the layer, or add @aws-sdk/lib-dynamodb there",
  );
});
