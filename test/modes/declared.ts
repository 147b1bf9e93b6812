/**
 * Every mode of Lambda that the tests of this folder prove; docs/modes.md lists them. Each key is the name of
 * one test.
 */
export interface Mode {
  /** What the function sees of Outcrop. */
  readonly sees: string;
  /** What Outcrop says. */
  readonly says: string;
}

const nothing = "no difference";
const everything = "environment, resolutions, one line an invocation, shutdown";

export const modes = {
  "on demand": { sees: nothing, says: everything },
  "provisioned concurrency": { sees: nothing, says: `${everything}; \`initialization_type\` says so` },
  "provisioned concurrency, no invocation": {
    sees: nothing,
    says: "environment, resolutions, shutdown after 0 invocations",
  },
  "first init fails, the second is in the first invocation": {
    sees: nothing,
    says: "one environment for each init, a failure for the first",
  },
  "first init times out, the second is in the first invocation": {
    sees: nothing,
    says: "one environment for each init",
  },
  "Node ends in its first init and starts again in the invocation": {
    sees: nothing,
    says: "one environment for each init",
  },
  "a bootstrap that starts Node again with the same extension": { sees: nothing, says: everything },
  "response streaming": { sees: nothing, says: `${everything}; ends are seen by the end mark` },
  "callback handlers on the older runtime client": { sees: nothing, says: everything },
  "managed instances": {
    sees: nothing,
    says: "one line an invocation, copies once for all workers, shutdown",
  },
  "durable replays": { sees: nothing, says: "one line a replay, each copy once" },
  "text log format": { sees: nothing, says: "JSON lines with level and timestamp, from the extension alone" },
  "JSON log format at level WARN": {
    sees: nothing,
    says:
      "the same lines with the same levels; should Lambda filter an extension's lines, those at `INFO` " +
      "(with the metrics) go, findings and failures stay",
  },
  "your own image, with the wrapper in its entrypoint": { sees: nothing, says: everything },
  "your own image, without the wrapper": {
    sees: nothing,
    says: "environment (no shim), one line an invocation, shutdown",
  },
  "no bash in the image": {
    sees: nothing,
    says: `${everything}; Node registers itself and subscribes to telemetry`,
  },
  "Python, bash in the image": { sees: nothing, says: "one diagnostic: inactive, the runtime is not Node" },
  "Python, no bash": { sees: nothing, says: "one diagnostic (by curl)" },
  "Python, no bash and no curl": { sees: nothing, says: "one diagnostic (by wget)" },
  "Python, no bash, curl or wget": { sees: nothing, says: "one diagnostic (by python3)" },
  "Node 16": { sees: nothing, says: "one diagnostic: inactive, no module.registerHooks" },
  "Node 18": { sees: nothing, says: "one diagnostic: inactive, no module.registerHooks" },
  "Node 20": { sees: nothing, says: "one diagnostic: inactive, no module.registerHooks" },
  "NODE_PATH of the customer": { sees: nothing, says: everything },
  "NODE_OPTIONS=--require": { sees: nothing, says: everything },
  "NODE_OPTIONS=--import": { sees: nothing, says: everything },
  "NODE_OPTIONS=--experimental-loader": { sees: nothing, says: everything },
  "NODE_OPTIONS=--permission, all paths readable, /tmp writable": { sees: nothing, says: everything },
  "NODE_OPTIONS=--permission, only code readable, nothing writable": {
    sees: nothing,
    says: "environment (no shim), one line an invocation, shutdown",
  },
  "NODE_OPTIONS=--disallow-code-generation-from-strings": { sees: nothing, says: everything },
  "NODE_OPTIONS=--frozen-intrinsics": {
    sees: "no difference: Lambda's runtime client does not start on them, with or without",
    says: "one environment for each init",
  },
  "NODE_OPTIONS=--experimental-strip-types": { sees: nothing, says: everything },
  "NODE_OPTIONS=--enable-source-maps": { sees: nothing, says: everything },
  "NODE_OPTIONS=--max-old-space-size": { sees: nothing, says: everything },
  "read-only everything but /tmp": { sees: nothing, says: everything },
  "an unprivileged user": { sees: nothing, says: everything },
  "a wrapper after ours": { sees: nothing, says: everything },
} as const satisfies Record<string, Mode>;

export type ModeName = keyof typeof modes;
