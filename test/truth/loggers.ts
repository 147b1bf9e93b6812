/**
 * How functions log an error. pino and Powertools' logger are the published ones, each bundled into one file
 * as deploys do. winston and bunyan are not installed here: a few lines write what they write.
 */
import { build } from "esbuild";
import type { Format } from "./package-files.ts";

export interface Logging {
  readonly head: readonly string[];
  /** A statement that logs `error`. */
  readonly call: string;
  readonly files: Readonly<Record<string, string>>;
}

type Logger = (format: Format) => Promise<Logging>;

const plain =
  (call: string): Logger =>
  async () => ({ head: [], call, files: {} });

export const loggers = {
  console: plain("console.error(error);"),
  "console-stack": plain("console.error('request failed: ' + error.stack);"),
  "console-message": plain("console.error('request failed: ' + error.message);"),
  "console-log": plain("console.log('request failed: ' + error.message);"),
  nothing: plain("void error;"),
  pino: async (format) => ({
    head: [imported(format, "log", "./log.js")],
    call: "log.error(error, 'request failed');",
    files: { "log.js": await bundled(format, "import pino from 'pino';\nexport const log = pino();") },
  }),
  powertools: async (format) => ({
    head: [imported(format, "log", "./log.js")],
    call: "log.error('request failed', error);",
    files: {
      "log.js": await bundled(
        format,
        "import { Logger } from '@aws-lambda-powertools/logger';\nexport const log = new Logger();",
      ),
    },
  }),
  winston: local(
    // format.combine(format.timestamp(), format.errors({ stack: true }), format.json()), winston 3
    `export const log = {
  error(message, error) {
    const timestamp = new Date().toISOString();
    const line = { level: 'error', message: message + ' ' + error.message, stack: error.stack, timestamp };
    console._stdout.write(JSON.stringify({ ...error, ...line }) + '\\n');
  },
};`,
    "log.error('request failed', error);",
  ),
  bunyan: local(
    // bunyan 1's std serializer of err
    `export const log = {
  error(error, msg) {
    const { message, name, stack, code } = error;
    const err = { message, name, stack, ...(code && { code }) };
    const from = { name: 'api', hostname: '169.254.100.6', pid: process.pid };
    const line = { ...from, level: 50, err, msg, time: new Date(), v: 0 };
    process.stdout.write(JSON.stringify(line) + '\\n');
  },
};`,
    "log.error(error, 'request failed');",
  ),
} satisfies Record<string, Logger>;

function local(source: string, call: string): Logger {
  return async (format) => ({
    head: [imported(format, "log", "./log.js")],
    call,
    files: {
      "log.js": format === "module" ? source : source.replace("export const log", "const log = exports.log"),
    },
  });
}

function imported(format: Format, name: string, from: string): string {
  return format === "module"
    ? `import { ${name} } from '${from}';`
    : `const { ${name} } = require('${from}');`;
}

const bundles = new Map<string, Promise<string>>();

function bundled(format: Format, contents: string): Promise<string> {
  const key = `${format} ${contents}`;
  const known = bundles.get(key) ?? bundle(format, contents);
  bundles.set(key, known);
  return known;
}

async function bundle(format: Format, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    minify: true,
    platform: "node",
    target: "node22",
    format: format === "module" ? "esm" : "cjs",
    // What CommonJS inside an ES module needs.
    banner: {
      js:
        format === "module"
          ? "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
          : "",
    },
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}
