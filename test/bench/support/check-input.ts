/**
 * What `outcrop check` is measured on: a function and four layers that together are as large as Lambda takes,
 * and fifty functions that share the layers. Zipped once for each state of the real packages.
 */
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { maxUnzippedBytes } from "../../../check/layers.ts";
import { writePackages } from "./generated-packages.ts";
import { installedPackages } from "./packages.ts";
import { benchOutput } from "./places.ts";

export interface CheckInput {
  /** About 600 modules of real packages are loaded of some 15,000 files. */
  readonly function: string;
  /** Lowest first. */
  readonly layers: readonly string[];
  /** Each asks for some of the packages: of its own zip, of the layers, of the runtime. */
  readonly functions: readonly string[];
}

const functionCount = 50;
/** Of what is written here. */
const version = 3;
const generated = { packages: 2_000, modules: 5 } as const;

/** @throws Error with npm's complaint */
export async function checkInput(progress: (text: string) => void): Promise<CheckInput> {
  const packages = await installedPackages(progress);
  const folder = `${benchOutput}/check-${version}-${packages.slice(-8)}`;
  if (!existsSync(folder)) {
    const aside = `${folder}.${process.pid}`;
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(`${aside}/functions`, { recursive: true });
    try {
      await write(packages, aside, progress);
      renameSync(aside, folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  const layers = ["sdk", "generated", "tracing", "binary"].map((name) => `${folder}/${name}.zip`);
  const functions = readdirSync(`${folder}/functions`).map((name) => `${folder}/functions/${name}`);
  return { function: `${folder}/function.zip`, layers, functions };
}

async function write(packages: string, folder: string, progress: (text: string) => void): Promise<void> {
  progress("zipping the function and its layers, once");
  const nodeModules = `${packages}/node_modules`;
  const all = zipOf(nodeModules, "node_modules");
  all.zip.addFile(`${packages}/real-cjs.cjs`, "index.js");
  await save(all.zip, `${folder}/function.zip`);
  const sdk = zipOf(nodeModules, "nodejs/node_modules", /^@(?:aws-sdk|smithy|aws)\//);
  await save(sdk.zip, `${folder}/sdk.zip`);
  writePackages(`${folder}/generated`, generated.packages, { modules: generated.modules, version: "2.0.0" });
  const small = zipOf(`${folder}/generated`, "nodejs/node_modules");
  await save(small.zip, `${folder}/generated.zip`);
  rmSync(`${folder}/generated`, { recursive: true });
  const tracing = zipOf(nodeModules, "nodejs/node_modules", /^(?:@opentelemetry|zod|lodash)\//);
  await save(tracing.zip, `${folder}/tracing.zip`);
  // A program such as a browser fills what is left.
  const binary = new ZipFile();
  const left = maxUnzippedBytes - [all, sdk, small, tracing].reduce((sum, { bytes }) => sum + bytes, 0);
  binary.addBuffer(noise(Math.max(0, left - 65_536)), "bin/browser", { compress: false });
  await save(binary, `${folder}/binary.zip`);
  for (let at = 0; at < functionCount; at++) {
    const own = zipOf(nodeModules, "node_modules", /^(?:axios|express|body-parser|qs|lodash)\//);
    own.zip.addBuffer(Buffer.from(handlerOf(at)), "index.js");
    await save(own.zip, `${folder}/functions/function-${String(at).padStart(2, "0")}.zip`);
  }
}

function handlerOf(at: number): string {
  const names = [
    ...["@aws-sdk/client-s3", "@aws-sdk/client-dynamodb", "express", "axios", "zod", "lodash"],
    ...Array.from({ length: 20 }, (_, index) => `package-${(at * 20 + index) % generated.packages}`),
  ];
  return `exports.packages = [${names.map((name) => `require("${name}")`).join(", ")}];
exports.handler = async () => ${at};
`;
}

/** @param only of the paths below the folder */
function zipOf(folder: string, below: string, only = /^/): { readonly zip: ZipFile; readonly bytes: number } {
  const zip = new ZipFile();
  let bytes = 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (!only.test(name)) continue;
    bytes += statSync(path).size;
    zip.addFile(path, `${below}/${name}`);
  }
  return { zip, bytes };
}

async function save(zip: ZipFile, path: string): Promise<void> {
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** Bytes that no deflate makes smaller, the same each time (xorshift32). */
function noise(length: number): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = 0x9e3779b9;
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}
