/** Other preloads and loaders in the same process: each must still do its work, and so must the shim. */
import { transformSync } from "esbuild";
import type { Program } from "../../support/program-arms.ts";
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { installedPackages } from "../programs/packages.ts";
import { observedMain, programCell } from "../programs/program-cell.ts";

interface Preload {
  readonly id: string;
  readonly what: string;
  /** Node's options that bring it in; in front of the shim's and behind it. */
  readonly options: readonly string[];
  /** Prints `effect: true` where the preload did its work. */
  readonly program: Program;
}

/** TypeScript that type stripping alone does not run. */
const typescript = `enum Size { Small = 1, Large }
interface Box { size: Size }
const box: Box = { size: Size.Large };
console.log("effect: " + (Size[box.size] === "Large"));`;

const tracedExpress = `const handle = express.application.handle.toString();
console.log("effect: " + handle.startsWith("function handleWithTrace")); process.exit(0);`;

/** Throws from a file that was compiled from another one, far down in it. */
function compiled(): string {
  const source = `${"\n".repeat(40)}export function fail(): never { throw new Error("mapped") }`;
  return transformSync(source, {
    loader: "ts",
    format: "cjs",
    sourcemap: "inline",
    sourcefile: "original.ts",
    sourcesContent: false,
  }).code;
}

const mapped: Program = {
  files: {
    "compiled.js": compiled(),
    "main.cjs": `
      try { require("./compiled.js").fail() } catch (error) {
        console.log("effect: " + error.stack.includes("original.ts:41")); console.log(error.stack)
      }
      try { require("absent") } catch (error) { console.log(error.stack) }`,
  },
};

/** Settings for no output and no network, as far as the preloads support them. */
const quiet = {
  openTelemetry: {
    OTEL_TRACES_EXPORTER: "none",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_LOG_LEVEL: "none",
    OTEL_NODE_RESOURCE_DETECTORS: "none",
  },
  datadog: {
    DD_TRACE_STARTUP_LOGS: "false",
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: "false",
    DD_REMOTE_CONFIGURATION_ENABLED: "false",
    DD_TRACE_AGENT_PORT: "9",
  },
  newRelic: {
    NEW_RELIC_NO_CONFIG_FILE: "true",
    NEW_RELIC_APP_NAME: "function",
    NEW_RELIC_LICENSE_KEY: "0".repeat(40),
    NEW_RELIC_HOST: "127.0.0.1",
    NEW_RELIC_LOG_ENABLED: "false",
  },
};

const preloads: readonly Preload[] = [
  {
    id: "require-in-the-middle",
    what: "require-in-the-middle",
    options: ["--require", "./hook.cjs"],
    program: {
      files: {
        "hook.cjs": `const { Hook } = require("require-in-the-middle");
          new Hook(["express", "zlib"], (exports, name) => {
            (globalThis.hooked ??= []).push(name);
            exports.hooked = true;
            return exports;
          });`,
        "main.cjs": `const both = require("express").hooked && require("zlib").hooked;
          console.log("effect: " + both, hooked.join());`,
      },
    },
  },
  {
    id: "import-in-the-middle",
    what: "import-in-the-middle, on Node's loader thread",
    options: ["--import", "./hook.mjs"],
    program: {
      main: "main.mjs",
      files: {
        "hook.mjs": `import { register } from "node:module"; import { Hook } from "import-in-the-middle";
          register("import-in-the-middle/hook.mjs", import.meta.url);
          new Hook(["express"], (exports, name) => { exports.default.hooked = name; });`,
        "main.mjs": `import express from "express";
          console.log("effect: " + (express.hooked === "express"));`,
      },
    },
  },
  {
    id: "import-in-the-middle-hooks",
    what: "import-in-the-middle, by resolve hooks",
    options: ["--import", "./hook.mjs"],
    program: {
      main: "main.mjs",
      files: {
        "hook.mjs": `import { register } from "import-in-the-middle/register-hooks.mjs";
          import { Hook } from "import-in-the-middle";
          register({}); new Hook(["express"], (exports, name) => { exports.default.hooked = name; });`,
        "main.mjs": `import express from "express";
          console.log("effect: " + (express.hooked === "express"));`,
      },
    },
  },
  {
    id: "dd-trace",
    what: "dd-trace",
    options: ["--require", "dd-trace/init"],
    program: {
      env: quiet.datadog,
      files: { "main.cjs": `const express = require("express"); ${tracedExpress}` },
    },
  },
  {
    id: "dd-trace-import",
    what: "dd-trace for ES modules",
    options: ["--import", "dd-trace/initialize.mjs"],
    program: {
      env: quiet.datadog,
      main: "main.mjs",
      files: {
        "main.mjs": `import express from "express"; ${tracedExpress}`,
      },
    },
  },
  {
    id: "opentelemetry",
    what: "OpenTelemetry's auto-instrumentation",
    options: ["--require", "@opentelemetry/auto-instrumentations-node/register"],
    program: {
      env: quiet.openTelemetry,
      files: {
        "main.cjs": `const made = [require("express").application.use, require("node:http").request];
          console.log("effect: " + made.every((one) => one.__wrapped)); process.exit(0);`,
      },
    },
  },
  {
    id: "opentelemetry-import",
    what: "OpenTelemetry's auto-instrumentation and its loader for ES modules",
    options: ["--import", "./hook.mjs", "--require", "@opentelemetry/auto-instrumentations-node/register"],
    program: {
      env: quiet.openTelemetry,
      main: "main.mjs",
      files: {
        "hook.mjs": `import { register } from "node:module";
          register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);`,
        "main.mjs": `import express from "express";
          console.log("effect: " + express.application.use.__wrapped); process.exit(0);`,
      },
    },
  },
  {
    id: "newrelic",
    what: "New Relic's agent",
    options: ["--require", "newrelic"],
    program: {
      env: quiet.newRelic,
      files: {
        "main.cjs": `const { emit } = require("node:http").Server.prototype;
          console.log("effect: " + (emit.name === "wrappedEmit")); process.exit(0);`,
      },
    },
  },
  {
    id: "tsx-import",
    what: "tsx",
    options: ["--import", "tsx"],
    program: {
      main: "main.mts",
      files: { "main.mts": `import "./part.ts"; ${typescript}`, "part.ts": "export enum Part { One }" },
    },
  },
  {
    id: "tsx-commonjs",
    what: "tsx for CommonJS",
    options: ["--require", "tsx/cjs"],
    program: {
      main: "main.cts",
      files: { "main.cts": `require("./part.ts"); ${typescript}`, "part.ts": "export enum Part { One }" },
    },
  },
  {
    id: "ts-node",
    what: "ts-node",
    options: ["--require", "ts-node/register/transpile-only"],
    program: {
      main: "main.ts",
      files: {
        "main.ts": `require("./part"); ${typescript}`,
        "part.ts": "export enum Part { One }",
        "tsconfig.json": '{"compilerOptions":{"module":"commonjs"}}',
      },
    },
  },
  {
    id: "ts-node-loader",
    what: "ts-node's loader",
    options: ["--no-warnings", "--loader", "ts-node/esm/transpile-only"],
    program: {
      main: "main.mts",
      files: {
        "main.mts": `import "./part.mts"; ${typescript}`,
        "part.mts": "export enum Part { One }",
        "package.json": '{"type":"module"}',
        "tsconfig.json":
          '{"compilerOptions":{"module":"nodenext","allowImportingTsExtensions":true,"noEmit":true}}',
      },
    },
  },
  {
    id: "source-map-support",
    what: "source-map-support",
    options: ["--require", "source-map-support/register"],
    program: mapped,
  },
  {
    id: "enable-source-maps",
    what: "Node's own source maps",
    options: ["--enable-source-maps"],
    program: mapped,
  },
  {
    id: "v8-compile-cache",
    what: "v8-compile-cache",
    options: ["--require", "v8-compile-cache"],
    program: {
      files: {
        "main.cjs": `require("graceful-fs");
          const compile = require("node:module").prototype._compile.toString();
          console.log("effect: " + compile.includes("mod.require(id)"));`,
      },
    },
  },
  {
    id: "compile-cache",
    what: "Node's own compile cache",
    options: [],
    program: {
      env: { NODE_COMPILE_CACHE: "./cache" },
      files: {
        "main.cjs": `require("express");
          const cache = require("node:module").getCompileCacheDir();
          console.log("effect: " + cache?.includes("cache"));`,
      },
    },
  },
];

const cells: Cell[] = preloads.map(({ id, what, options, program }) =>
  programCell({
    id,
    fault: `${what} works with the shim`,
    phase: "init",
    injected:
      options.length === 0
        ? "a variable"
        : `\`${options.join(" ")}\`, before and after the shim's \`--require\``,
    timeoutMs: 120_000,
    runs: async () => {
      const packages = await installedPackages();
      const places = options.length === 0 ? ["before" as const] : (["before", "after"] as const);
      return places.map((place) => ({
        program: { ...program, packages, [place]: options },
        recorded: (arms) => ({
          effect: arms.layered.stdout.some((line) => line.startsWith("effect: true")),
          observed: observedMain(arms),
        }),
        expected: { effect: true, observed: true },
      }));
    },
  }),
);

export const group: Group = {
  title: "Other preloads and loaders",
  half: "shim",
  about:
    "Real packages, in front of the shim and behind it. Each program prints whether the other preload " +
    "did its work, which must be true; the shim must have recorded the program.",
  answer: answerAsWithout,
  cells,
};
