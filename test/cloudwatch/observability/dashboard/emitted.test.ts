/**
 * Everything the dashboard names is really emitted: a function with every finding there is runs in the
 * sandbox, and the dashboard reads its lines.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evaluate } from "../../../../cloudwatch/insights/evaluate.ts";
import { dashboardBody } from "../../../../cloudwatch/observability/dashboard/dashboard.ts";
import { everyFunction } from "../../../../cloudwatch/observability/dashboard/parts/selection.ts";
import { type FindingCode, findingKinds } from "../../../../core/findings/finding.ts";
import type { LogEvent } from "../../../../core/telemetry/log-event.ts";
import { namespace } from "../../../../core/telemetry/metrics.ts";
import { type RunResult, runFunction } from "../../../../sandbox/index.ts";
import { library, RETURN } from "../../../core/support/library.ts";
import {
  type EmittedLine,
  Folders,
  linesOf,
  ofType,
  packageFiles,
  type Tree,
  withLayer,
} from "../../../support/layer-run.ts";
import { declaredNamespaces, type Namespace } from "./problems/known.ts";
import { bodyProblems } from "./problems/problems.ts";
import { known, scope } from "./scope.ts";

const [machine, foreign] = process.arch === "arm64" ? [183, 62] : [62, 183];

/** One package for each way a native file can be wrong. */
const natives: Readonly<Record<string, Uint8Array>> = {
  foreign: library({ machine: foreign }),
  windows: Buffer.concat([
    Buffer.from("MZ"),
    Buffer.alloc(58),
    Buffer.from([0x40, 0, 0, 0]),
    Buffer.from("PE\0\0"),
    Buffer.alloc(200),
  ]),
  musl: library({ machine, needed: [`libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`] }),
  newer: library({ machine, needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_9.99": ["tomorrow"] } } }),
  elder: library({ machine, defines: { node_register_module_v1: RETURN } }),
  lonely: library({ machine, needed: ["libnowhere.so.1"] }),
  empty: new Uint8Array(),
};

/** What causes each finding in the function below. */
const causes = {
  "shadowed-package": "shared, in the function and in the layer",
  "range-violation": "plugin in the layer declares shared ^2.0.0 and gets the layer's 1.0.0",
  "torn-family": "lib-dynamodb in the runtime, client-dynamodb in the layer",
  "duplicate-instance": "shared is loaded by the function and by plugin",
  "dual-format": "both is required as CommonJS and as an ES module",
  "squashed-layer": "npm's record of the layer has another version of squashed",
  "lock-drift": "the lock has another version of squashed",
  "undeclared-dependency": "sly requires squashed and does not declare it",
  "unresolved-module": "nowhere is in the layer's folder of another Node",
  "wrong-architecture": "foreign",
  "wrong-platform": "windows",
  "wrong-libc": "musl",
  "newer-libc": "newer",
  "abi-mismatch": "elder",
  "missing-library": "lonely",
  "damaged-binary": "empty",
} as const satisfies Record<FindingCode, string>;

const client = "@aws-sdk/client-dynamodb";
const documents = "@aws-sdk/lib-dynamodb";

/** What the function loads, in this order. */
const required = [
  "shared",
  "plugin",
  "sly",
  client,
  documents,
  "nowhere",
  "both",
  "both/index.mjs",
  ...Object.keys(natives),
];

const tree = "0".repeat(32);

const task: Tree = {
  "package.json": {
    name: "orders",
    version: "1.0.0",
    dependencies: { shared: "^2.0.0", plugin: "^1.0.0", nowhere: "^1.0.0", [client]: "*" },
  },
  "index.js": `
    for (const name of ${JSON.stringify(required)}) {
      try { require(name) } catch {}
    }
    exports.handler = async ({ fail }) => { if (fail) require('foreign'); return 'ok' };`,
  "outcrop.lock.json": {
    outcrop: "lock",
    schema: 1,
    functions: { Orders: { runtime: "nodejs24.x", arch: "x64", layers: ["utils:7"] } },
    layers: {
      "utils:7": {
        name: "utils",
        version: "7",
        tree,
        packages: { "nodejs/node_modules/squashed": { version: "2.0.1", tree } },
        natives: {},
      },
    },
  },
  ...packageFiles("node_modules", "shared", "2.1.0"),
  ...packageFiles("node_modules", "both", "1.0.0"),
  "node_modules/both/index.mjs": "export default 1",
  "node_modules/sly/package.json": { name: "sly", version: "1.0.0" },
  "node_modules/sly/index.js": "require('squashed')",
  ...Object.fromEntries(
    Object.entries(natives).flatMap(([name, bytes]) => [
      [`node_modules/${name}/package.json`, { name, version: "1.0.0" }],
      [`node_modules/${name}/index.js`, "require('./addon.node')"],
      [`node_modules/${name}/addon.node`, Buffer.from(bytes)],
    ]),
  ),
};
const packages = "nodejs/node_modules";
const layer: Tree = {
  ...packageFiles(packages, "shared", "1.0.0"),
  ...packageFiles(packages, "squashed", "2.0.0"),
  ...packageFiles(packages, client, "3.454.0"),
  // The folder of another Node line: out of reach.
  ...packageFiles("nodejs/node16/node_modules", "nowhere", "1.0.0"),
  [`${packages}/.package-lock.json`]: {
    name: "layer",
    lockfileVersion: 3,
    packages: { "node_modules/squashed": { version: "1.0.0" } },
  },
  [`${packages}/plugin/package.json`]: {
    name: "plugin",
    version: "1.0.0",
    peerDependencies: { shared: "^2.0.0" },
  },
  [`${packages}/plugin/index.js`]: "require('shared')",
};
const runtime: Tree = {
  ...packageFiles("node_modules", client, "3.928.0"),
  [`node_modules/${documents}/package.json`]: {
    name: documents,
    version: "3.928.0",
    peerDependencies: { [client]: "^3.928.0" },
  },
  [`node_modules/${documents}/index.js`]: `require('${client}')`,
};

const folders = new Folders();
afterAll(() => folders.remove());

const name = "shop-orders";
let result: RunResult;
let lines: EmittedLine[];
let events: LogEvent[];
/** Of a function that fails in its init, of one that is a bundle and of one without the wrapper variable. */
let neverInvoked: EmittedLine[];
let unseen: EmittedLine[];
/** With the settings that add metrics. */
let asked: EmittedLine[];

beforeAll(async () => {
  result = await runFunction({
    ...withLayer({ task: folders.make(task), layers: [folders.make(layer)], runtime: folders.make(runtime) }),
    functionName: name,
    events: [{}, { fail: true }],
  });
  lines = linesOf(result.logs.extensions["outcrop"]);
  const broken = folders.make({ "index.js": "require('not-packed')" });
  const failed = await runFunction({ ...withLayer({ task: broken }), functionName: name, events: [{}] });
  neverInvoked = linesOf(failed.logs.extensions["outcrop"]);
  const invoked = async (code: string, env: Readonly<Record<string, string>>): Promise<EmittedLine[]> => {
    const run = withLayer({ task: folders.make({ "index.js": code }), env });
    const { logs } = await runFunction({ ...run, functionName: name, events: [{}, {}, {}] });
    return linesOf(logs.extensions["outcrop"]);
  };
  const handler = "exports.handler = async () => 'ok';";
  const packed = `// node_modules/a/index.js\n${"// what else was packed\n".repeat(100)}${handler}`;
  unseen = [...(await invoked(packed, {})), ...(await invoked(handler, { AWS_LAMBDA_EXEC_WRAPPER: "" }))];
  asked = await invoked(handler, { OUTCROP_METRICS: "by-function", OUTCROP_EMIT: "each-minute" });
  events = lines.map((line, i) => ({
    message: JSON.stringify(line),
    timestamp: timeOf(line),
    logGroup: `/aws/lambda/${name}`,
    logStream: "2026/01/01/[$LATEST]0",
    eventId: String(i),
    file: "run",
    line: i + 1,
  }));
}, 120_000);

interface Metadata {
  readonly Timestamp: number;
  readonly CloudWatchMetrics: readonly {
    readonly Namespace: string;
    readonly Dimensions: readonly string[][];
    readonly Metrics: readonly { readonly Name: string }[];
  }[];
}

/** A short line has no timestamp. */
const timeOf = ({ timestamp, _aws }: EmittedLine): number =>
  typeof timestamp === "string" ? Date.parse(timestamp) : (_aws as Metadata).Timestamp;

/** What the lines' own directives declare, and nothing else. */
function emitted(of: readonly EmittedLine[]): Namespace {
  const metrics = new Set<string>();
  const sets = new Map<string, readonly string[]>();
  for (const line of of) {
    for (const directive of (line["_aws"] as Metadata | undefined)?.CloudWatchMetrics ?? []) {
      if (directive.Namespace !== namespace) continue;
      for (const set of directive.Dimensions)
        if (set.every((key) => typeof line[key] === "string")) sets.set(set.join(), set);
      for (const { Name } of directive.Metrics) if (typeof line[Name] === "number") metrics.add(Name);
    }
  }
  // A finding that is never more than `info` has no metric in any line.
  for (const metric of infoOnly()) metrics.add(metric);
  return { metrics, dimensionSets: [...sets.values()], gauges: new Set() };
}

/** The one metric that only another setting of OUTCROP_EMIT brings. */
const shared = (): EmittedLine[] => asked.filter((line) => "FurtherInvocations" in line);

const reported = (code: string): EmittedLine[] =>
  ofType(lines, "finding").filter((line) => line["code"] === code);

/** The metrics of the codes that were reported as `info` alone. */
function infoOnly(): readonly string[] {
  return Object.values(findingKinds)
    .filter(({ code }) => reported(code).length > 0)
    .filter(({ code }) => reported(code).every((line) => line["severity"] === "info"))
    .map(({ metric }) => metric);
}

describe("a function with every finding", () => {
  it.each(Object.entries(causes))("reports %s: %s", (code) => expect(reported(code)).not.toEqual([]));

  it("emits every metric that is known, with the known dimensions", () => {
    const declared = declaredNamespaces[namespace];
    const { metrics, dimensionSets } = emitted([...lines, ...neverInvoked, ...unseen, ...asked]);
    expect([...metrics].sort()).toEqual([...(declared?.metrics ?? [])].sort());
    expect(new Set(dimensionSets)).toEqual(new Set(declared?.dimensionSets));
  });

  it("emits every metric and dimension that the dashboard names", () => {
    const body = JSON.parse(JSON.stringify(dashboardBody(scope)));
    const byDefault = emitted([...lines, ...neverInvoked, ...unseen, ...shared()]);
    expect(
      bodyProblems(body, { ...known, namespaces: { ...declaredNamespaces, [namespace]: byDefault } }),
    ).toEqual([]);
  });
});

describe("the log widgets", () => {
  const queries = dashboardBody(scope).widgets.flatMap((widget) =>
    widget.type === "log" ? [[widget.properties.title, widget.properties.query] as const] : [],
  );
  const rows = (query: string) => evaluate(query, events).rows.length;

  it.each(queries)("find the function's lines, by its name or without one: %s", (title, query) => {
    // The platform's own lines are not among them.
    const expected = title.startsWith("Init durations") ? 0 : 1;
    const all = rows(query);
    expect(all).toBeGreaterThanOrEqual(expected);
    expect(rows(query.replaceAll(everyFunction, name))).toBe(all);
    expect(rows(query.replaceAll(everyFunction, "billing"))).toBe(0);
  });
});
