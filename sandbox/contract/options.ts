/** What a sandbox is asked for, and the defaults Lambda has for what is left out. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { SandboxFaults } from "./faults.ts";

export type ClientName = "ric4" | "ric3" | "stand-in";
export type Mode = "on-demand" | "provisioned-concurrency" | "managed-instances";
export type IsolationKind = "namespaces" | "staged";

/**
 * An image of the customer's own, or another language's runtime, instead of Lambda's Node runtime.
 * Namespaces only.
 */
export interface Image {
  /** Absolute path of the Node binary; null for none. Default: /var/lang/bin/node. */
  readonly node?: string | null;
  /** Folder of the runtime client's files. Default: /var/runtime. */
  readonly client?: string;
  /** The command that starts the runtime. Default: Lambda's bootstrap. */
  readonly entrypoint?: readonly string[];
  /**
   * Absolute path -> a file or directory of the host, mounted there read-only; no path of the host's system
   * directories.
   */
  readonly files?: Readonly<Record<string, string>>;
  /** Commands of the host's system directories that the image lacks. */
  readonly without?: readonly string[];
}

export interface SandboxOptions {
  /** Directory with the function's code: /var/task. */
  readonly task: string;
  /** Directories or zips, lowest first: merged into /opt, a later one overwrites file by file. */
  readonly layers?: readonly string[];
  /** Directory whose entries are added to /var/runtime, such as a `node_modules` with the AWS SDK. */
  readonly runtime?: string;
  /** `file.export`. Default `index.handler`. */
  readonly handler?: string;
  /** Default `sandbox-function`. */
  readonly functionName?: string;
  /** Default `$LATEST`. */
  readonly functionVersion?: string;
  /** As INIT_START names it, such as `nodejs:24.v18`. Default `nodejs.sandbox`. */
  readonly runtimeVersion?: string;
  /** The environment's log stream. Default: a fixed one. */
  readonly logStream?: string;
  /** The function's own environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** The Node binary the function and its extensions run on. Default: the one running this. */
  readonly node?: string;
  /** Runtime client. Default: `ric4`, or the stand-in where it could not be built. */
  readonly client?: ClientName;
  /** Function memory, MB; it sizes the heap flags only. Default 128. */
  readonly memoryMb?: number;
  /** Function timeout, ms. Default 3,000. */
  readonly timeoutMs?: number;
  /** Init limit, ms. Default: 10,000 on demand, otherwise max(130,000, function timeout). */
  readonly initTimeoutMs?: number;
  /** How long a shutdown with an external extension may take, ms. Default 2,000. */
  readonly shutdownMs?: number;
  readonly mode?: Mode;
  /** Concurrent invokes of Managed Instances (AWS_LAMBDA_MAX_CONCURRENCY). Default 64. */
  readonly maxConcurrency?: number;
  readonly logFormat?: "Text" | "JSON";
  /** Application log level of the JSON format: AWS_LAMBDA_LOG_LEVEL. Default: not set. */
  readonly logLevel?: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
  readonly image?: Image;
  /**
   * User id of every process, of the function's and of the extensions'. Default: Lambda's ordinary user, 993,
   * without any capability. Namespaces only: staged roots have the user who started the sandbox.
   */
  readonly uid?: number;
  /**
   * `cgroup.procs` files of control groups that every process joins before it runs anything of the function.
   * Namespaces only.
   */
  readonly controlGroups?: readonly string[];
  /**
   * `require` of ES modules. Default false: Lambda switches it off on every line
   * (aws-lambda-nodejs-runtime-interface-client#138, nestjs/nest#17707), and on again where NODE_OPTIONS
   * holds --experimental-require-module. True: as stock Node has it.
   */
  readonly requireEsm?: boolean;
  /** `not-supported` answers 202 Telemetry.NotSupported as AWS's emulator does; `off` has no such route. */
  readonly telemetry?: "on" | "not-supported" | "off";
  /** Default `auto`: namespaces, or staged roots where they cannot be had. */
  readonly isolation?: IsolationKind | "auto";
  /** Stop the processes between invokes (SIGSTOP, SIGCONT). Default true; never on Managed Instances. */
  readonly freeze?: boolean;
  /** Size of /tmp, MB. Default: no limit but the disk's. Namespaces only. */
  readonly tmpMb?: number;
  /** What goes wrong with the platform. Default: nothing. */
  readonly faults?: SandboxFaults;
  /**
   * Gets every line that a process prints, at once: `name` is `runtime` or the extension's file name.
   * `logs()` then stays empty, for environments that live long.
   */
  readonly onLine?: (name: string, line: string) => void;
  /** Where the sandbox's own one-line notices go. Default: stderr. */
  readonly notice?: (line: string) => void;
}

export interface Settings
  extends Required<Omit<SandboxOptions, "runtime" | "client" | "tmpMb" | "onLine" | "logLevel">> {
  readonly runtime: string | undefined;
  readonly client: ClientName | undefined;
  readonly tmpMb: number | undefined;
  readonly onLine: SandboxOptions["onLine"] | undefined;
  readonly logLevel: SandboxOptions["logLevel"];
  readonly functionArn: string;
  readonly region: string;
  readonly accountId: string;
}

/** 90 minutes: what Managed Instances allow, the most there is. */
const longestTimeoutMs = 5_400_000;

/** Thrown for options no sandbox can be made of: a missing directory, a number out of range. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

/**
 * Options with defaults applied and paths made absolute.
 * @throws OptionError
 */
export function settle(options: SandboxOptions): Settings {
  const mode = options.mode ?? "on-demand";
  const timeoutMs = positive("timeoutMs", options.timeoutMs ?? 3_000, longestTimeoutMs);
  const region = options.env?.["AWS_REGION"] ?? "us-east-1";
  const accountId = "123456789012";
  const functionName = options.functionName ?? "sandbox-function";
  const functionVersion = options.functionVersion ?? "$LATEST";
  return {
    task: directory("function", options.task),
    layers: (options.layers ?? []).map(layer),
    runtime: options.runtime === undefined ? undefined : directory("runtime", options.runtime),
    handler: options.handler ?? "index.handler",
    env: options.env ?? {},
    node: file("node", options.node ?? process.execPath),
    client: options.client,
    memoryMb: whole("memoryMb", options.memoryMb ?? 128),
    timeoutMs,
    // D ENV: 10 s on demand; the other modes get max(130 s, function timeout).
    initTimeoutMs: positive(
      "initTimeoutMs",
      options.initTimeoutMs ?? (mode === "on-demand" ? 10_000 : Math.max(130_000, timeoutMs)),
      longestTimeoutMs,
    ),
    shutdownMs: positive("shutdownMs", options.shutdownMs ?? 2_000, longestTimeoutMs),
    mode,
    maxConcurrency: whole("maxConcurrency", options.maxConcurrency ?? 64),
    logFormat: options.logFormat ?? (mode === "managed-instances" ? "JSON" : "Text"),
    logLevel: options.logLevel,
    image: options.image ?? {},
    controlGroups: options.controlGroups ?? [],
    uid: options.uid ?? 993,
    requireEsm: options.requireEsm ?? false,
    telemetry: options.telemetry ?? "on",
    isolation: options.isolation ?? "auto",
    freeze: (options.freeze ?? true) && mode !== "managed-instances",
    tmpMb: options.tmpMb === undefined ? undefined : whole("tmpMb", options.tmpMb),
    faults: options.faults ?? {},
    onLine: options.onLine,
    notice: options.notice ?? ((line) => void process.stderr.write(`outcrop sandbox: ${line}\n`)),
    functionName,
    functionVersion,
    runtimeVersion: options.runtimeVersion ?? "nodejs.sandbox",
    logStream: options.logStream ?? `2026/01/01/[${functionVersion}]0123456789abcdef0123456789abcdef`,
    functionArn: `arn:aws:lambda:${region}:${accountId}:function:${functionName}`,
    region,
    accountId,
  };
}

function directory(what: string, path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new OptionError(`${what}: no directory ${path}`);
  return resolve(path);
}

function file(what: string, path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new OptionError(`${what}: no file ${path}`);
  return resolve(path);
}

function layer(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })) throw new OptionError(`layer: no directory or zip ${path}`);
  return resolve(path);
}

function positive(what: string, value: number, max = Number.MAX_SAFE_INTEGER): number {
  if (!(value > 0 && value <= max))
    throw new OptionError(
      `${what}: a number above 0${max === longestTimeoutMs ? ` and up to ${max}` : ""}, not ${value}`,
    );
  return value;
}

function whole(what: string, value: number): number {
  if (!Number.isInteger(value)) throw new OptionError(`${what}: a whole number, not ${value}`);
  return positive(what, value);
}
