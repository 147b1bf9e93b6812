/** A few functions run in the sandbox, and what their log streams then held. */

import { runFunction } from "../../../sandbox/index.ts";
import { manifest } from "../../core/support/lock.ts";
import {
  type EmittedLine,
  type Folders,
  packageFiles,
  type Tree,
  withLayer,
} from "../../support/layer-run.ts";

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

/** One environment's log stream. */
export interface Stream {
  readonly group: string;
  readonly name: string;
  readonly events: readonly LogEvent[];
  /** Outcrop's lines among them. */
  readonly lines: readonly EmittedLine[];
  /** All their bytes. */
  readonly bytes: number;
  readonly requestIds: readonly string[];
}

export interface Fleet {
  /** `shared` 2.1.0 in the function hides 1.0.0 in the layer. */
  readonly ordersFirst: Stream;
  /** The next deployment: `shared` 2.2.0, `extra` is new, and its second request fails. */
  readonly ordersSecond: Stream;
  /** Gets `shared` from the layer; its second request loads `late`. */
  readonly billing: Stream;
}

function orders(version: string, index: string, extra: Tree = {}): Tree {
  return {
    "package.json": { name: "orders", version: "1.0.0", dependencies: { shared: "^2.0.0", extra: "1.x" } },
    "index.js": `${index}
      const { fail } = require('shared');
      exports.handler = async (event) => { if (event.fail) fail(); return 'ok' };`,
    "node_modules/shared/package.json": { name: "shared", version },
    "node_modules/shared/index.js": "exports.fail = () => { throw new Error('secret') };",
    ...extra,
  };
}

const billing: Tree = {
  "package.json": { name: "billing", version: "3.0.0" },
  "index.js": "require('shared'); exports.handler = async ({ late }) => (late ? require('late') : 'ok');",
  ...packageFiles("node_modules", "late", "0.1.0"),
};

interface Deployment {
  readonly task: Tree;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly logStream: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly events: readonly object[];
}

async function run(folders: Folders, { task, events, ...named }: Deployment): Promise<Stream> {
  const folder = "nodejs/node_modules/shared";
  const layer = {
    ...packageFiles("nodejs/node_modules", "shared", "1.0.0"),
    "outcrop/layers/utils.json": manifest("utils:7", { [folder]: { version: "1.0.0" } }),
  };
  const layers = [folders.make(layer)];
  const { logs, responses } = await runFunction({
    ...withLayer({ ...named, task: folders.make(task), layers }),
    events,
  });
  const messages = logs.stream
    .map(({ message }) => message)
    .filter((message) => message.includes('"outcrop":"'));
  return {
    group: `/aws/lambda/${named.functionName}`,
    name: named.logStream,
    events: logs.stream,
    lines: messages.map((message) => JSON.parse(message) as EmittedLine),
    bytes: messages.reduce((sum, message) => sum + Buffer.byteLength(message), 0),
    requestIds: responses.map(({ requestId }) => requestId),
  };
}

/** One after the other: the second deployment is newer than the first. */
export async function runFleet(folders: Folders): Promise<Fleet> {
  const ordersFirst = await run(folders, {
    task: orders("2.1.0", ""),
    functionName: "orders",
    functionVersion: "1",
    logStream: "2026/11/20/[1]aaaa",
    // A line for each copy, as older layers write them.
    env: { OUTCROP_DETAIL: "packages" },
    events: [{}, {}],
  });
  const ordersSecond = await run(folders, {
    task: orders("2.2.0", "require('extra');", packageFiles("node_modules", "extra", "1.0.0")),
    functionName: "orders",
    functionVersion: "2",
    logStream: "2026/11/20/[2]bbbb",
    env: { OUTCROP_LOAD_TIME: "1" },
    events: [{}, { fail: true }],
  });
  const third = await run(folders, {
    task: billing,
    functionName: "billing",
    functionVersion: "$LATEST",
    logStream: "2026/11/20/[$LATEST]cccc",
    events: [{}, { late: true }],
  });
  return { ordersFirst, ordersSecond, billing: third };
}

/** A function that once had this line, and is no more. */
export function retired(line: EmittedLine): Stream {
  const timestamp = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const old = {
    ...line,
    function_name: "retired",
    environment: "00000000000000aa",
    timestamp: new Date(timestamp).toISOString(),
    message: "été",
  };
  const message = JSON.stringify(old);
  return {
    group: "/aws/lambda/retired",
    name: "2026/01/02/[9]eeee",
    events: [{ timestamp, message }],
    lines: [],
    bytes: Buffer.byteLength(message),
    requestIds: [],
  };
}
