/**
 * The logs of a small incident, as `aws logs filter-log-events` prints them: version 6 of `orders` answers
 * with its own zod 4; at 03:12 version 7 is deployed, without it, and gets the layer's zod 3, which lacks
 * what it calls.
 */
import { findingKinds } from "../../core/findings/finding.ts";
import { fingerprintOf } from "../../core/layout/fingerprint.ts";

interface Copied {
  readonly package: string;
  readonly version: string;
  readonly root: "function" | "layer";
  readonly path: string;
}

const day = "2026-03-14T";
const own: Copied = {
  package: "zod",
  version: "4.1.0",
  root: "function",
  path: "/var/task/node_modules/zod",
};
const layers: Copied = {
  package: "zod",
  version: "3.24.4",
  root: "layer",
  path: "/opt/nodejs/node_modules/zod",
};
const app = (version: string): Copied => ({
  package: "orders",
  version,
  root: "function",
  path: "/var/task",
});
const ulid: Copied = {
  package: "ulid",
  version: "3.0.0",
  root: "layer",
  path: "/opt/nodejs/node_modules/ulid",
};

export interface Event {
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  readonly eventId: string;
}

let events = 0;

class Stream {
  readonly events: Event[] = [];
  readonly #name: string;
  readonly #identity: {
    readonly environment: string;
    readonly function_name: string;
    readonly function_version: string;
  };

  constructor(environment: string, version: string, functionName = "orders") {
    this.#name = `2026/03/14/[${version}]${environment.repeat(2)}`;
    this.#identity = { environment, function_name: functionName, function_version: version };
  }

  text(clock: string, message: string): void {
    const timestamp = Date.parse(`${day}${clock}Z`);
    const eventId = String(++events).padStart(20, "3");
    this.events.push({
      logStreamName: this.#name,
      timestamp,
      message: `${message}\n`,
      ingestionTime: timestamp + 900,
      eventId,
    });
  }

  line(clock: string, outcrop: string, keys: Readonly<Record<string, unknown>>, level = "INFO"): void {
    this.text(
      clock,
      JSON.stringify({
        level,
        message: outcrop,
        timestamp: `${day}${clock}Z`,
        outcrop,
        schema: 1,
        ...this.#identity,
        ...keys,
      }),
    );
  }

  init(clock: string, copies: readonly Copied[]): void {
    this.text(
      clock,
      "INIT_START Runtime Version: nodejs:24.v18\tRuntime Version ARN: " +
        "arn:aws:lambda:us-east-1::runtime:0a1b",
    );
    this.line(clock, "environment", {
      outcrop_version: "0.1.0",
      node_version: "v24.21.0",
      arch: "x64",
      memory_mb: 512,
      initialization_type: "on-demand",
      roots: "function layer",
      wrappers: "/opt/outcrop-wrapper",
      register_ms: 10,
      shim_start_ms: 1,
      shim_ms: 3,
    });
    for (const copy of copies)
      this.line(clock, "resolution", { ...copy, modules: 1, importer: "/var/task/index.js", how: "require" });
  }

  invocation(
    clock: string,
    number: number,
    copies: readonly Copied[],
    { failed = false, found = 0 } = {},
  ): void {
    const request = requestId(number);
    this.text(clock, `START RequestId: ${request} Version: ${this.#identity.function_version}`);
    if (failed) this.#failure(clock, request);
    const keys = {
      request_id: request,
      cold_start: found > 0,
      failed,
      ended_by: "end-mark",
      new_copies: 0,
      new_findings: found,
    };
    this.line(clock, "invocation", { ...keys, fingerprint: fingerprintOf(copies) });
    this.text(clock, `END RequestId: ${request}`);
    const report =
      "Duration: 12.10 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 92 MB\t";
    this.text(clock, `REPORT RequestId: ${request}\t${report}${failed ? "Status: error" : ""}`);
  }

  #failure(clock: string, request: string): void {
    const stack = [
      "TypeError: z.iso is not a function",
      "    at place (/var/task/index.js:28:55)",
      "    at handler (/var/task/index.js:23:53)",
    ];
    const told = JSON.stringify({ errorType: "TypeError", errorMessage: "z.iso is not a function", stack });
    this.text(clock, `${day}${clock}.000Z\t${request}\tERROR\tInvoke Error \t${told}`);
    this.line(
      clock,
      "failure",
      {
        phase: "invoke",
        request_id: request,
        error_name: "TypeError",
        frames: "at place (/var/task/index.js:28:55)\nat handler (/var/task/index.js:23:53)",
        packages: "orders@1.5.0 function",
        findings: "range-violation zod",
        explanation: `It failed in /var/task/index.js:28, which asks for zod. ${violation}`,
      },
      "ERROR",
    );
  }

  finding(clock: string): void {
    const { family, docs } = findingKinds["range-violation"];
    this.line(
      clock,
      "finding",
      {
        message: violation,
        code: "range-violation",
        family,
        severity: "error",
        package: "zod",
        winner_version: layers.version,
        winner_root: layers.root,
        winner_path: layers.path,
        importer: "/var/task/index.js",
        importers: 1,
        range: "^4.1.0",
        evidence: JSON.stringify({ field: "dependencies", declaredIn: "/var/task/package.json" }),
        fix:
          "Either install zod ^4.1.0 next to orders@1.5.0 in the function, or change the range and the " +
          "code " +
          "to fit the copy that it gets.",
        docs,
      },
      "ERROR",
    );
  }
}

const violation =
  "orders@1.5.0 asks for zod ^4.1.0 (dependencies of /var/task/package.json) and got zod@3.24.4 in the " +
  "layer (/opt/nodejs/node_modules/zod).";

function requestId(number: number): string {
  return `c1a571f8-db88-42c8-962e-${String(number).padStart(12, "0")}`;
}

/** Before the deploy: an hour in which all was well. */
export function goodEvents(): readonly Event[] {
  const copies = [app("1.4.0"), own, ulid];
  const stream = new Stream("0ccd38917e267cb5", "6");
  stream.init("02:20:00", copies);
  for (let minute = 20; minute < 60; minute += 4) stream.invocation(`02:${minute}:01`, minute, copies);
  return stream.events;
}

export function badEvents(): readonly Event[] {
  const copies = [app("1.5.0"), layers, ulid];
  const stream = new Stream("d6127676ddbd805c", "7");
  stream.init("03:12:03", copies);
  stream.finding("03:12:04");
  for (let minute = 12; minute < 20; minute++)
    stream.invocation(`03:${minute}:04`, 100 + minute, copies, {
      failed: minute % 4 !== 3,
      found: minute === 12 ? 1 : 0,
    });
  return stream.events;
}

export function exported(all: readonly Event[]): string {
  return `${JSON.stringify({ events: all, searchedLogStreams: [] }, null, 4)}\n`;
}

/** The beginning of what `outcrop run --json` prints. */
export function asRun(all: readonly Event[]): string {
  const stream = all.map(({ timestamp, message }) => ({ timestamp, message: message.trimEnd() }));
  const logs = { function: "", extensions: {}, platform: [], events: [], stream };
  return `${JSON.stringify({ responses: [], logs }, null, 2)}\n`;
}
