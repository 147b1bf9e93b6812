/**
 * The environment variables Lambda gives to the function and to external extensions (lambda environment:
 * reserved and unreserved names).
 */
import { execFileSync } from "node:child_process";
import type { Settings } from "../contract/options.ts";

export interface Address {
  /** `host:port` of the Runtime, Extensions and Telemetry APIs. */
  readonly runtimeApi: string;
  /** In front of every root's path: empty, or the stage's path. */
  readonly prefix: string;
}

/** Of the bootstrap process; NODE_PATH and AWS_EXECUTION_ENV are set by the bootstrap itself. */
export function functionVariables(settings: Settings, address: Address): Record<string, string> {
  return {
    ...unreserved(address.prefix),
    ...settings.env,
    ...common(settings, address),
    _HANDLER: settings.handler,
    LAMBDA_TASK_ROOT: `${address.prefix}/var/task`,
    LAMBDA_RUNTIME_DIR: `${address.prefix}/var/runtime`,
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: settings.logStream,
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: "169.254.79.129:2000",
    _AWS_XRAY_DAEMON_ADDRESS: "169.254.79.129",
    _AWS_XRAY_DAEMON_PORT: "2000",
    ...(settings.mode === "managed-instances"
      ? { AWS_LAMBDA_MAX_CONCURRENCY: String(settings.maxConcurrency) }
      : {}),
  };
}

/**
 * Extensions API: the customer's variables except those starting with an underscore, and nothing that is the
 * runtime's own.
 */
export function extensionVariables(settings: Settings, address: Address): Record<string, string> {
  const customer = Object.entries(settings.env).filter(
    ([name]) => !name.startsWith("_") && !runtimeOnly.has(name),
  );
  return { ...unreserved(address.prefix), ...Object.fromEntries(customer), ...common(settings, address) };
}

const runtimeOnly = new Set([
  "AWS_EXECUTION_ENV",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
]);

/** Defaults the customer may override. */
function unreserved(prefix: string): Record<string, string> {
  const at = (...paths: string[]): string =>
    paths.map((path) => (prefix !== "" && /^\/(var|opt)/.test(path) ? prefix + path : path)).join(":");
  return {
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    PATH: at("/var/lang/bin", "/usr/local/bin", "/usr/bin/", "/bin", "/opt/bin"),
    LD_LIBRARY_PATH: at(
      "/var/lang/lib",
      "/lib64",
      "/usr/lib64",
      "/var/runtime",
      "/var/runtime/lib",
      "/var/task",
      "/var/task/lib",
      "/opt/lib",
    ),
  };
}

/** Reserved names that function and extensions share. */
function common(settings: Settings, address: Address): Record<string, string> {
  return {
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    AWS_SESSION_TOKEN: "sandbox",
    AWS_LAMBDA_FUNCTION_NAME: settings.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: settings.functionVersion,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE:
      settings.mode === "managed-instances" ? "lambda-managed-instances" : settings.mode,
    AWS_LAMBDA_LOG_FORMAT: settings.logFormat,
    ...(settings.logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: settings.logLevel }),
    AWS_LAMBDA_RUNTIME_API: address.runtimeApi,
  };
}

/** NODE_PATH as the bootstrap sets it when the customer left it empty. */
export function defaultNodePath(node: string, prefix: string): string {
  return [
    `/opt/nodejs/node${nodeMajor(node)}/node_modules`,
    "/opt/nodejs/node_modules",
    "/var/runtime/node_modules",
    "/var/runtime",
    "/var/task",
  ]
    .map((path) => prefix + path)
    .join(":");
}

const majors = new Map<string, number>();

/** The binary's major version, asked of it once. */
export function nodeMajor(node: string): number {
  let major = majors.get(node);
  if (major === undefined) {
    const version =
      node === process.execPath ? process.version : execFileSync(node, ["--version"], { encoding: "utf8" });
    major = Number.parseInt(version.slice(1), 10);
    majors.set(node, major);
  }
  return major;
}
