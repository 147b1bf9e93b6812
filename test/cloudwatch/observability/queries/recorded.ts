/**
 * A small fleet's log streams, recorded when a test needs them: functions with and without collisions, two
 * versions of one, two environments of the same version, an invocation that fails, platform lines in text and
 * in JSON format between Outcrop's.
 */
import type { LogEvent } from "../../../../core/telemetry/log-event.ts";
import { runFunction } from "../../../../sandbox/index.ts";
import { manifest } from "../../../core/support/lock.ts";
import {
  type EmittedLine,
  type Folders,
  packageFiles,
  type Tree,
  withLayer,
} from "../../../support/layer-run.ts";

export interface Deployment {
  readonly name: string;
  readonly version: string;
  readonly logFormat: "Text" | "JSON";
  readonly task: Tree;
  readonly events: readonly object[];
  /** `packages` writes a `resolution` line for each copy, as older layers do. */
  readonly detail?: "packages";
  /** Its init is sampled. */
  readonly loadTime?: true;
}

const handler = `exports.handler = async (event) => {
      if (event.late) require('late'); if (event.fail) a.missing(); console.log('served'); return 'ok'; };`;

/** Its `a` hides the layer's, `b` is the layer's, `late` is asked for by some events only. */
function orders(version: string, a: string, events: readonly object[]): Deployment {
  return {
    name: "orders",
    version,
    logFormat: "Text",
    task: {
      "package.json": {
        name: "orders",
        version: `${version}.0.0`,
        dependencies: { a: "*", b: "*", late: "*" },
      },
      "index.js": `const a = require('a'); require('b'); ${handler}`,
      ...packageFiles("node_modules", "a", a),
      ...packageFiles("node_modules", "late", "1.0.0"),
    },
    events,
  };
}

/** In the order they run. */
export const deployments: readonly Deployment[] = [
  orders("1", "1.0.0", [{}, { late: true }]),
  orders("1", "1.0.0", [{}]),
  {
    name: "mails",
    version: "$LATEST",
    logFormat: "Text",
    task: {
      "package.json": { name: "mails", version: "1.0.0", dependencies: { a: "^3.0.0" } },
      "index.js": `const a = require('a'); ${handler}`,
    },
    events: [{}, { fail: true }, {}],
    detail: "packages",
  },
  {
    name: "jobs",
    version: "$LATEST",
    logFormat: "JSON",
    task: {
      "package.json": { name: "jobs", version: "1.0.0", dependencies: { b: "*" } },
      "index.js": `require('b'); const until = Date.now() + 30; while (Date.now() < until); ${handler}`,
    },
    events: [{}],
    loadTime: true,
  },
  orders("2", "2.0.0", [{}]),
];

const inInit = (name: string, code: string): Deployment => ({
  name,
  version: "$LATEST",
  logFormat: "Text",
  task: { "index.js": `${code}; exports.handler = async () => "ok";` },
  events: [{}],
});

/** Functions that never come to an invocation: by an error, and by an exit that leaves none. */
export const failingDeployments: readonly Deployment[] = [
  inInit("orphans", "require('not-packed')"),
  inInit("leavers", "process.exit(3)"),
];

const sharedLayer: Tree = {
  ...packageFiles("nodejs/node_modules", "a", "0.9.0"),
  ...packageFiles("nodejs/node_modules", "b", "5.0.0"),
  "outcrop/layers/utils.json": manifest("utils:7", {
    "nodejs/node_modules/a": { version: "0.9.0" },
    "nodejs/node_modules/b": { version: "5.0.0" },
  }),
};

export interface Environment {
  readonly name: string;
  readonly version: string;
  readonly requestIds: readonly string[];
  readonly events: readonly LogEvent[];
  /** Outcrop's lines among them. */
  readonly lines: readonly EmittedLine[];
  /** The environment's id, as its lines have it. */
  readonly id: string;
}

/** One environment for each deployment. */
export async function recordFleet(
  folders: Folders,
  deployed: readonly Deployment[] = deployments,
): Promise<Environment[]> {
  const layer = folders.make(sharedLayer);
  const environments: Environment[] = [];
  for (const [index, { name, version, logFormat, task, events, detail, loadTime }] of deployed.entries()) {
    const logStream = `2026/11/21/[${version}]${String(index).padStart(32, "0")}`;
    const { responses, logs } = await runFunction({
      ...withLayer({
        task: folders.make(task),
        layers: [layer],
        logFormat,
        env: { OUTCROP_DETAIL: detail ?? "", OUTCROP_LOAD_TIME: loadTime === true ? "1" : "" },
      }),
      functionName: name,
      functionVersion: version,
      logStream,
      events,
    });
    const recorded = logs.stream.map(({ timestamp, message }, at) => ({
      message,
      timestamp,
      logGroup: `/aws/lambda/${name}`,
      logStream,
      eventId: null,
      file: logStream,
      line: at + 1,
    }));
    const lines = recorded.flatMap(({ message }) =>
      message.startsWith('{"') && message.includes('"outcrop":') ? [JSON.parse(message)] : [],
    );
    environments.push({
      name,
      version,
      requestIds: responses.map(({ requestId }) => requestId),
      events: recorded,
      lines,
      id: lines[0]?.environment ?? "",
    });
  }
  return environments;
}
