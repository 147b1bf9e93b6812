/** Log events for tests of the model, as a sandbox's run writes them. */
import { createHash } from "node:crypto";
import { fingerprintOf } from "../../../core/layout/fingerprint.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { type BuildOptions, buildIncident } from "../../../incident/model/build.ts";
import type { Incident } from "../../../incident/model/model.ts";

export const start = Date.UTC(2026, 10, 20, 10);
export const requestId = (number: number): string =>
  `8f3a0b52-6f6e-4b0a-9c0e-${String(number).padStart(12, "0")}`;
export const environmentId = (name: string): string =>
  createHash("sha256").update(name).digest("hex").slice(0, 16);

export interface Source {
  readonly file?: string;
  readonly logGroup?: string | null;
  readonly logStream?: string | null;
}

/** One environment's log stream, second by second. */
export class Stream {
  readonly events: LogEvent[] = [];
  readonly #name: string;
  readonly #source: Source;
  readonly #loaded: { package: string; version: string; root: "function" | "layer"; path: string }[] = [];
  #at: number;

  constructor(name: string, source: Source = {}, at = start) {
    this.#name = name;
    this.#source = source;
    this.#at = at;
  }

  get fingerprint(): string {
    return fingerprintOf(this.#loaded);
  }

  say(message: string): this {
    const {
      file = "a.log",
      logGroup = "/aws/lambda/orders",
      logStream = `2026/11/20/[7]${this.#name}`,
    } = this.#source;
    this.#at += 1_000;
    this.events.push({
      message,
      timestamp: this.#at,
      logGroup,
      logStream,
      eventId: null,
      file,
      line: this.events.length + 1,
    });
    return this;
  }

  line(type: string, members: object = {}): this {
    return this.say(
      JSON.stringify({
        level: "INFO",
        message: type,
        timestamp: new Date(this.#at + 1_000).toISOString(),
        outcrop: type,
        schema: 1,
        environment: environmentId(this.#name),
        function_name: "orders",
        function_version: "7",
        ...members,
      }),
    );
  }

  initStart(version = "nodejs:24.v18"): this {
    return this.say(
      `INIT_START Runtime Version: ${version}\tRuntime Version ARN: ` +
        `arn:aws:lambda:us-east-1::runtime:${version}`,
    );
  }

  environment(): this {
    return this.line("environment", {
      outcrop_version: "0.1.0",
      node_version: "v24.0.0",
      arch: "x64",
      initialization_type: "on-demand",
    });
  }

  loads(name: string, version = "1.0.0", root: "function" | "layer" = "function"): this {
    const path = `${root === "function" ? "/var/task" : "/opt/nodejs"}/node_modules/${name}`;
    this.#loaded.push({ package: name, version, root, path });
    return this.line("resolution", {
      package: name,
      version,
      root,
      path,
      how: "require",
      importer: "/var/task/index.js",
      specifier: name,
    });
  }

  /** The same copies in one inventory line. */
  lists(...names: readonly string[]): this {
    const copies = names.map((name) => {
      const path = `/var/task/node_modules/${name}`;
      this.#loaded.push({ package: name, version: "1.0.0", root: "function", path });
      return `${name}@1.0.0 function 1`;
    });
    return this.line("inventory", {
      importer: "/var/task/index.js",
      how: "require",
      copies: copies.join(", "),
    });
  }

  finds(members: object = {}): this {
    return this.line("finding", {
      code: "shadowed-package",
      severity: "warning",
      package: "zod",
      winner_version: "4.0.0",
      winner_root: "function",
      winner_path: "/var/task/node_modules/zod",
      fix: "Remove one.",
      docs: "docs/findings/shadowed-package.md",
      ...members,
    });
  }

  invoked(number: number, members: object = {}): this {
    return this.line("invocation", {
      request_id: requestId(number),
      cold_start: number === 1,
      failed: false,
      ended_by: "end-mark",
      new_copies: 0,
      new_findings: 0,
      fingerprint: this.fingerprint,
      ...members,
    });
  }

  reported(number: number, more = ""): this {
    return this.say(
      `REPORT RequestId: ${requestId(number)}\tDuration: ${number}.50 ms\tBilled Duration: 3 ms\t` +
        `Memory Size: 512 MB\tMax Memory Used: 90 MB${more}`,
    );
  }

  throws(number: number, name = "TypeError", code?: string): this {
    const stack = [
      `${name}: x`,
      "    at work (/var/task/index.js:3:7)",
      "    at handler (/var/task/index.js:9:1)",
    ];
    const error = { errorType: name, errorMessage: "x is not a function", code, stack };
    return this.say(
      `${new Date(this.#at + 1_000).toISOString()}\t${requestId(number)}\tERROR\tInvoke Error \t` +
        `${JSON.stringify(error)}`,
    );
  }

  fails(number: number | null, members: object = {}): this {
    return this.line("failure", {
      phase: number === null ? "init" : "invoke",
      ...(number === null ? {} : { request_id: requestId(number) }),
      error_name: "TypeError",
      frames: "at work (/var/task/index.js:3:7)\nat handler (/var/task/index.js:9:1)",
      explanation: "It failed.",
      ...members,
    });
  }
}

/** A cold start and one more invocation, complete. */
export function ordinary(name: string, source?: Source, at?: number): Stream {
  return new Stream(name, source, at)
    .initStart()
    .environment()
    .loads("zod")
    .loads("left-pad")
    .invoked(1)
    .reported(1)
    .invoked(2)
    .reported(2)
    .line("shutdown", { reason: "spindown", invocations: 2 });
}

export async function incidentOf(events: readonly LogEvent[], options?: BuildOptions): Promise<Incident> {
  async function* batches(): AsyncGenerator<readonly LogEvent[]> {
    for (let at = 0; at < events.length; at += 7) yield events.slice(at, at + 7);
  }
  return buildIncident(batches(), options);
}

export const kindsOf = ({ gaps }: Incident): string[] => gaps.map(({ kind }) => kind).sort();
