/**
 * The log of a busy account that never ends: some environments of many functions run at any time, each starts
 * with Outcrop's lines about what it loaded, serves some hundred invocations and is replaced. About one line
 * in ten is Outcrop's. Every name, path and text is made up; the lines have the keys and lengths of real
 * ones. One seed gives one log.
 */
import { type FingerprintEntry, fingerprintOf } from "../../../core/layout/fingerprint.ts";
import { Random } from "../../fuzz/random.ts";
import { hex, uuid } from "./identifiers.ts";
import { ownLines } from "./own-lines.ts";
import { type Moment, platform } from "./platform-lines.ts";

/** Lambda's log formats (AWS::Lambda::Function LoggingConfig, LogFormat). */
export type LogFormat = "json" | "text";

export interface FleetEvent {
  readonly message: string;
  readonly timestamp: number;
  readonly logStream: string;
}

const functions = 40;
const running = 150;
const invocationsOfEnvironment = 300;
const packagesKnown = 400;
const packagesLoaded = 55;
const runtimes = ["nodejs:22.v48", "nodejs:24.v12"] as const;
const start = Date.UTC(2026, 10, 20);
const docs = "docs/findings/shadowed-package.md";

interface Copy extends FingerprintEntry {
  readonly path: string;
}

interface LambdaFunction {
  readonly name: string;
  readonly version: string;
  readonly runtime: string;
  readonly copies: readonly Copy[];
  readonly fingerprint: string;
  readonly shadowed: readonly Copy[];
}

interface Environment {
  readonly id: string;
  readonly stream: string;
  readonly of: LambdaFunction;
  left: number;
  served: number;
}

export function* fleetEvents(format: LogFormat, seed: number): Generator<FleetEvent> {
  const random = new Random(seed);
  const all = fleet(random);
  const environments: Environment[] = [];
  let at = start;
  for (;;) {
    at += random.below(12);
    const place = random.below(running);
    let environment = environments[place];
    const fresh = environment === undefined || environment.left === 0;
    if (environment === undefined || environment.left === 0) {
      if (environment !== undefined)
        yield outcrop(environment, at, "shutdown", "INFO", shutdownOf(environment));
      environment = environmentOf(all[random.below(all.length)] as LambdaFunction, random, at);
      environments[place] = environment;
    }
    yield* invocation(environment, fresh, { format, random, at });
  }
}

function* invocation(
  environment: Environment,
  fresh: boolean,
  { format, random, at }: { readonly format: LogFormat; readonly random: Random; readonly at: number },
): Generator<FleetEvent> {
  const { of, stream } = environment;
  const requestId = uuid(random);
  const moment: Moment = { format, requestId, at, version: of.version };
  const event = (message: string, later = 0): FleetEvent => ({
    message,
    timestamp: at + later,
    logStream: stream,
  });
  if (fresh) {
    yield event(platform.initStart(moment, of.runtime));
    yield* beginning(environment, at);
  }
  yield event(platform.start(moment));
  const lines = ownLines(random, moment);
  for (const line of lines) yield event(line, 1);
  const failed = random.below(500) === 0;
  if (failed) {
    yield outcrop(environment, at + 2, "failure", "ERROR", failureOf(requestId));
    yield event(platform.error(moment), 2);
  }
  environment.left--;
  environment.served++;
  yield outcrop(
    environment,
    at + 3,
    "invocation",
    "INFO",
    invocationOf(environment, { requestId, fresh, failed, at: at + 3 }),
  );
  yield event(platform.end(moment), 3);
  yield event(
    platform.report(moment, { ms: 4 + random.below(900), memory: 90 + random.below(60), fresh, failed }),
    3,
  );
}

function* beginning(environment: Environment, at: number): Generator<FleetEvent> {
  const { of } = environment;
  yield outcrop(environment, at, "environment", "INFO", {
    message: "Outcrop 0.1.0 observes Node v24.21.0 on x64",
    outcrop_version: "0.1.0",
    node_version: "v24.21.0",
    arch: "x64",
    memory_mb: 512,
    initialization_type: "on-demand",
    roots: "function layer runtime",
    wrappers: "/opt/outcrop-wrapper",
    register_ms: 10.834,
    shim_start_ms: 0.817,
  });
  for (const { package: name, version, root, path } of of.copies) {
    yield outcrop(environment, at, "resolution", "INFO", {
      message: `${name}@${version} from ${root}`,
      package: name,
      version,
      root,
      path,
      modules: 3,
      importer: "/var/task/index.js",
      how: "require",
      specifier: name,
    });
  }
  for (const copy of of.shadowed) yield outcrop(environment, at, "finding", "WARN", findingOf(copy));
}

function outcrop(
  { id, of, stream }: Environment,
  at: number,
  type: string,
  level: string,
  members: object,
): FleetEvent {
  const { message, ...rest } = members as { readonly message: string };
  const stamp = { environment: id, function_name: of.name, function_version: of.version };
  const line = {
    level,
    message,
    timestamp: new Date(at).toISOString(),
    outcrop: type,
    schema: 1,
    ...stamp,
    ...rest,
  };
  return { message: JSON.stringify(line), timestamp: at, logStream: stream };
}

function findingOf({ package: name, version, path }: Copy): object {
  const loser = `/opt/nodejs/node_modules/${name}`;
  return {
    message:
      `${name}@${version} in the function (${path}) hides ${name}@1.0.0 in the layer (${loser}). They are ` +
      "a major release apart.",
    code: "shadowed-package",
    family: "shadowing",
    severity: "warning",
    package: name,
    winner_version: version,
    winner_root: "function",
    winner_path: path,
    loser_version: "1.0.0",
    loser_root: "layer",
    loser_path: loser,
    importer: "/var/task/index.js",
    importers: 1,
    range: `^${version}`,
    evidence: JSON.stringify({
      grade: "major",
      filesCompared: 0,
      winnerFolder: "/var/task/node_modules",
      rangeAcceptsLoser: false,
    }),
    fix:
      `Keep one copy of ${name}: remove ${loser} from the layer, or ${path} from the function if the other ` +
      "version is the one you mean.",
    docs,
  };
}

interface Served {
  readonly requestId: string;
  readonly fresh: boolean;
  readonly failed: boolean;
  readonly at: number;
}

const metrics = [
  "Shadowing",
  "Architecture",
  "ShadowedPackage",
  "ShadowingErrors",
  "ModulesLoaded",
  "LayerModulesLoaded",
];

function invocationOf({ of }: Environment, { requestId, fresh, failed, at }: Served): object {
  return {
    message: fresh ? "cold start" : "nothing new",
    request_id: requestId,
    cold_start: fresh,
    failed,
    ended_by: "end-mark",
    new_copies: fresh ? of.copies.length : 0,
    new_findings: fresh ? of.shadowed.length : 0,
    fingerprint: of.fingerprint,
    Shadowing: of.shadowed.length,
    Architecture: 0,
    ShadowedPackage: of.shadowed.length,
    ShadowingErrors: 0,
    ModulesLoaded: 134,
    LayerModulesLoaded: 49,
    OverheadMs: 1.25,
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: "Outcrop",
          Dimensions: [["function_name"], []],
          Metrics: [...metrics.map((Name) => ({ Name })), { Name: "OverheadMs", Unit: "Milliseconds" }],
        },
      ],
    },
  };
}

function failureOf(requestId: string): object {
  return {
    message: "TypeError while serving: client.send is not a function",
    phase: "invoke",
    request_id: requestId,
    error_name: "TypeError",
    error_message: "client.send is not a function",
    frames: "at send (/var/task/lib/send.js:12:20)\nat handler (/var/task/index.js:7:9)",
    explanation: "",
  };
}

function shutdownOf({ served, of }: Environment): object {
  const message = `shutdown after ${served} invocations`;
  return {
    message,
    reason: "spindown",
    invocations: served,
    modules: 134,
    copies: of.copies.length,
    fingerprint: of.fingerprint,
  };
}

function fleet(random: Random): readonly LambdaFunction[] {
  const known = Array.from({ length: packagesKnown }, (_, index): Copy => {
    const name = index % 4 === 0 ? `@company-${index % 7}/client-${index}` : `package-${index}`;
    const root = index % 5 === 0 ? "layer" : "function";
    const folder = root === "layer" ? "/opt/nodejs/node_modules" : "/var/task/node_modules";
    return {
      package: name,
      version: `${1 + (index % 9)}.${index % 20}.${index % 13}`,
      root,
      path: `${folder}/${name}`,
    };
  });
  return Array.from({ length: functions }, (_, index) => {
    const copies = known.filter(() => random.below(packagesKnown) < packagesLoaded);
    return {
      name: `orders-${index}-worker`,
      version: String(1 + (index % 12)),
      runtime: runtimes[index % 2] as string,
      copies,
      fingerprint: fingerprintOf(copies),
      shadowed: copies.filter(({ root }) => root === "function").slice(0, index % 5),
    };
  });
}

function environmentOf(of: LambdaFunction, random: Random, at: number): Environment {
  const day = new Date(at).toISOString().slice(0, 10).replaceAll("-", "/");
  const stream = `${day}/[${of.version}]${hex(random, 32)}`;
  return { id: hex(random, 16), stream, of, left: 1 + random.below(invocationsOfEnvironment * 2), served: 0 };
}
