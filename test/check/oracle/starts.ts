/** Functions that start in unusual ways: with preloads, wrappers, conditions and a NODE_PATH of their own. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copy, type Kind } from "./kinds/kind.ts";
import type { OracleFunction } from "./observe.ts";

const handler = "exports.handler = async () => 1;";

const task: Kind["files"] = {
  "index.js": `require("./own"); require("two-ways"); ${handler}`,
  "own.js": "",
  "src/app.mjs": "import '../own.js'; import 'two-ways'; export const handler = async () => 1;",
  "esm.js": `require("two-ways"); try { require("esm-only"); } catch {} ${handler}`,
  "elsewhere.js": `require("of-node-path"); ${handler}`,
  "elsewhere-esm.mjs": "import 'of-node-path'; export const handler = async () => 1;",
  ...copy("two-ways", {
    exports: { special: "./special.js", "module-sync": "./sync.mjs", default: "./index.js" },
  }),
  "node_modules/two-ways/special.js": "",
  "node_modules/two-ways/sync.mjs": "",
  ...copy("esm-only", { type: "module", exports: "./index.js" }),
  "node_modules/esm-only/index.js": "export default 1;",
  ...copy("tracer"),
  "node_modules/tracer/index.js": "require('./patch'); require('two-ways');",
  "node_modules/tracer/patch.js": "",
};

const layer: Kind["files"] = {
  "preload.cjs": "require('./preload-part.cjs'); try { require('two-ways'); } catch {}",
  "preload-part.cjs": "",
  "preload.mjs": "import './preload-part.mjs'; await import('of-layer');",
  "preload-part.mjs": "",
  wrapper: '#!/bin/bash\nexport NODE_OPTIONS="$NODE_OPTIONS --require /opt/preload.cjs"\nexec "$@"\n',
  ...copy("of-layer", {}, "nodejs/node_modules"),
  ...copy("of-node-path", {}, "extra"),
};

interface Start {
  readonly handler?: string;
  readonly variables: Readonly<Record<string, string>>;
}

const starts: Readonly<Record<string, Start>> = {
  "handler in a folder": { handler: "src/app.handler", variables: {} },
  "--require": { variables: { NODE_OPTIONS: "--require /opt/preload.cjs" } },
  "--require of a package": { variables: { NODE_OPTIONS: "-r tracer" } },
  "--import": { variables: { NODE_OPTIONS: "--import=/opt/preload.mjs" } },
  "--conditions": { variables: { NODE_OPTIONS: "--conditions=special" } },
  "--experimental-require-module": {
    handler: "esm.handler",
    variables: { NODE_OPTIONS: "--experimental-require-module" },
  },
  "no require of ES modules": { handler: "esm.handler", variables: {} },
  wrapper: { variables: { OUTCROP_EXEC_WRAPPER: "/opt/wrapper" } },
  "NODE_PATH for require": {
    handler: "elsewhere.handler",
    variables: { NODE_PATH: "/opt/extra:/opt/nodejs/node_modules" },
  },
  "NODE_PATH for import": {
    handler: "elsewhere-esm.handler",
    variables: { NODE_PATH: "/opt/extra:/opt/nodejs/node_modules" },
  },
};

/** @param folder is emptied first */
export function startFunctions(folder: string): readonly OracleFunction[] {
  rmSync(folder, { recursive: true, force: true });
  const roots = {
    task: join(folder, "task"),
    layers: [join(folder, "layer")],
    runtime: join(folder, "runtime"),
  };
  write(roots.task, task);
  write(join(folder, "layer"), layer);
  chmodSync(join(folder, "layer", "wrapper"), 0o755);
  mkdirSync(roots.runtime, { recursive: true });
  return Object.entries(starts).map(([name, { handler: own, variables }]) => ({
    ...roots,
    name: `start ${name}`,
    handler: own ?? "index.handler",
    variables,
    events: [{}],
  }));
}

export function write(folder: string, files: Kind["files"]): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
}
