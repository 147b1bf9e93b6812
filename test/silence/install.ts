/**
 * Puts the functions and roots of this folder into dist/silence, each by its own package manager and lock, in
 * a folder named by the content of its sources. Several tests may want the same at the same time: each
 * installs into a folder of its own, and the first to be done gives it the name.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { OrdinaryFunction } from "./functions.ts";

export type Manager = "npm" | "pnpm" | "yarn";

const run = promisify(execFile);
const sources = import.meta.dirname;
const target = resolve("dist/silence");

const PNPM = "pnpm@10.34.8";
const YARN = "@yarnpkg/cli-dist@4.18.1";
const COMMANDS: Readonly<Record<Manager, readonly string[]>> = {
  npm: ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"],
  pnpm: [
    "npx",
    "--yes",
    PNPM,
    "install",
    "--frozen-lockfile",
    "--prod",
    "--ignore-scripts",
    "--ignore-workspace",
  ],
  yarn: ["npx", "--yes", YARN, "install", "--immutable"],
};

/** By its lock; a function without packages has none. */
export function managerOf(folder: string): Manager | null {
  if (existsSync(join(sources, folder, "pnpm-lock.yaml"))) return "pnpm";
  if (existsSync(join(sources, folder, "yarn.lock"))) return "yarn";
  return existsSync(join(sources, folder, "package-lock.json")) ? "npm" : null;
}

/** The function's /var/task. */
export async function installFunction({ name, bundle }: OrdinaryFunction): Promise<string> {
  const folder = `functions/${name}`;
  if (bundle === undefined) return installed(folder, "", async () => {});
  return installed(folder, JSON.stringify(bundle), async (work) => {
    const entry = readdirSync(work).find((file) => /^index\.m?js$/.test(file));
    const outfile = join(work, "bundle", bundle.format === "esm" ? "index.mjs" : "index.js");
    // What axios and others need of CommonJS inside an ES module (esbuild, "Node.js: require in ESM output").
    const banner =
      bundle.format === "esm"
        ? 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
        : "";
    await build({
      entryPoints: [join(work, entry ?? "index.js")],
      outfile,
      bundle: true,
      platform: "node",
      target: "node22",
      format: bundle.format,
      external: [...(bundle.external ?? [])],
      banner: { js: banner },
      logLevel: "error",
    });
    for (const name of readdirSync(work))
      if (name !== "bundle") rmSync(join(work, name), { recursive: true });
    cpSync(join(work, "bundle"), work, { recursive: true });
    rmSync(join(work, "bundle"), { recursive: true });
  });
}

/** A layer's /opt: packages in nodejs/node_modules, and what is in the folder's `files` next to them. */
export async function installLayer(name: string): Promise<string> {
  return installed(`roots/${name}`, "layer", async (work) => {
    mkdirSync(join(work, "nodejs"));
    for (const entry of ["node_modules", "package.json"])
      renameSync(join(work, entry), join(work, "nodejs", entry));
    rmSync(join(work, "package-lock.json"));
    if (existsSync(join(work, "files"))) cpSync(join(work, "files"), work, { recursive: true });
    rmSync(join(work, "files"), { recursive: true, force: true });
  });
}

/** What is added to /var/runtime. */
export async function installRuntime(): Promise<string> {
  return installed("roots/runtime", "", async (work) => {
    for (const entry of ["package.json", "package-lock.json"]) rmSync(join(work, entry));
  });
}

async function installed(
  folder: string,
  variant: string,
  finish: (work: string) => Promise<void>,
): Promise<string> {
  const from = join(sources, folder);
  const hash = createHash("sha256")
    .update(variant)
    .update(readFileSync(import.meta.filename));
  const files = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(path).update(readFileSync(path));
  const to = join(target, `${folder}-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(to)) return to;
  mkdirSync(dirname(to), { recursive: true });
  const work = mkdtempSync(`${to}.`);
  // As a folder that was deployed is: mkdtemp's own is for its owner alone.
  chmodSync(work, 0o755);
  cpSync(from, work, { recursive: true });
  const manager = managerOf(folder);
  if (manager !== null) await install(manager, work);
  await finish(work);
  try {
    renameSync(work, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    rmSync(work, { recursive: true });
  }
  return to;
}

async function install(manager: Manager, cwd: string): Promise<void> {
  if (manager === "yarn")
    writeFileSync(
      join(cwd, ".yarnrc.yml"),
      "nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n",
    );
  const [command, ...args] = COMMANDS[manager];
  await run(command ?? "", args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  rmSync(join(cwd, ".yarnrc.yml"), { force: true });
}
