/** Functions with native files, and what another CPU, C library or Node made of them. */
import type { Deployment, RootSpec } from "../capture.ts";
import { commonJs, good, layerFolder, mixed } from "./handlers.ts";

export const [needed, foreign] = process.arch === "arm64" ? ["arm64", "x64"] : ["x64", "arm64"];

const checksumFiles = {
  "index.js": commonJs("", "const { crc32 } = require('@node-rs/crc32');\n  return crc32('a');"),
};
const scope = "node_modules/@node-rs";
export const checksums: Deployment = {
  functionName: "checksums",
  functionVersion: "17",
  hoursAgo: 29,
  task: { files: checksumFiles, sets: [["crc32", "node_modules"]] },
  events: good,
};
/** Packed on a machine with the other CPU. */
export const checksumsForOtherCpu: Deployment = {
  ...checksums,
  functionVersion: "18",
  hoursAgo: 4,
  task: {
    files: checksumFiles,
    sets: [["crc32", "node_modules", { cpu: foreign }]],
    moved: [[`${scope}/crc32-linux-${foreign}-gnu`, `${scope}/crc32-linux-${needed}-gnu`]],
  },
  events: mixed,
};

const hashing = commonJs("", "const bcrypt = require('bcrypt');\n  return bcrypt.hashSync('a', 4).length;");
export const prebuilds = "node_modules/bcrypt/prebuilds";
/** node-gyp-build prefers what was built here to what was published. */
export const built = "node_modules/bcrypt/build/Release/bcrypt.node";
export const bcryptBuiltAs = (file: string): RootSpec => ({
  files: { "index.js": hashing },
  sets: [["bcrypt", "node_modules"]],
  moved: [[`${prebuilds}/${file}`, built]],
});
export const logins: Deployment = {
  functionName: "logins",
  functionVersion: "50",
  hoursAgo: 60,
  task: { files: { "index.js": hashing }, sets: [["bcrypt", "node_modules"]] },
  events: good,
};

export const imageFiles = {
  "index.js": commonJs(
    "",
    "const sharp = require('sharp');\n" +
      "  return (await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } " +
      "}).png().toBuffer()).length;",
  ),
};
export const images: Deployment = {
  functionName: "images",
  functionVersion: "23",
  hoursAgo: 36,
  task: { files: imageFiles, sets: [["sharp", "node_modules"]] },
  events: good,
};

const inspectors = "node_modules/@contrast/fn-inspect";
const tag = needed === "arm64" ? "armv8" : "glibc";
const abi127 = `prebuilds/linux-${needed}/@contrast+fn-inspect.abi127.${tag}.node`;
export const tracing: Deployment = {
  functionName: "tracing",
  functionVersion: "2",
  hoursAgo: 21,
  runtimeVersion: "nodejs:22.v60",
  nodeLine: 22,
  task: {
    files: {
      "index.js": commonJs(
        "",
        "const inspect = require('@contrast/fn-inspect');\n  return typeof inspect.funcInfo(work);",
      ),
    },
    sets: [["fn-inspect", "node_modules"]],
    moved: [[`${inspectors}/${abi127}`, `${inspectors}/build/Release/fn_inspect.node`]],
  },
  events: good,
};

export const bundling = commonJs(
  "",
  "const esbuild = require('esbuild');\n  return (await esbuild.transform('let a = 1')).code.length;",
);
export const bundler: Deployment = {
  functionName: "bundler",
  functionVersion: "6",
  hoursAgo: 13,
  task: { files: { "index.js": bundling }, sets: [["esbuild", "node_modules"]] },
  events: good,
};

const workerFiles = {
  "index.js": commonJs(
    "const { Worker } = require('node:worker_threads');\nconst { once } = require('node:events');",
    "const [length] = await once(new Worker(require.resolve('./worker.js')), 'message');\n  return length;",
  ),
  "worker.js": `const { parentPort } = require('node:worker_threads');
const bcrypt = require('bcrypt');
parentPort.postMessage(bcrypt.hashSync('a', 4).length);
`,
};
export const pool: Deployment = {
  functionName: "pool",
  functionVersion: "11",
  hoursAgo: 16,
  task: { files: workerFiles },
  layers: [{ sets: [["bcrypt", layerFolder]] }],
  events: good,
};
