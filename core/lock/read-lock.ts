/**
 * Reads the text of a lock, or of a layer's own manifest. Anyone may have written it: what cannot be used is
 * left out and named, and the rest is read. Total.
 */
import { member } from "../json.ts";
import {
  type Lock,
  type LockedFunction,
  type LockedLayer,
  type LockedNative,
  type LockedPackage,
  labelOf,
  lockSchemaVersion,
} from "./lock.ts";
import { treeHashLength } from "./tree-hash.ts";

/** Of the text, in UTF-16 units. */
export const maxLockLength = 8 * 1024 * 1024;
export const maxLockLayers = 64;
export const maxLockPackages = 20_000;
export const maxLockFunctions = 2_000;
/** Of a name, a version, a path. */
export const maxLockString = 512;
const maxProblems = 20;

export interface ReadLock {
  /** Null where the text is not a lock. */
  readonly lock: Lock | null;
  /** Each goes on after the file's name: `is not JSON`, `layers: "utils:7" has no tree hash; …`. */
  readonly problems: readonly string[];
}

export interface ReadManifest {
  /** Null where the text is not the manifest of a layer. */
  readonly layer: LockedLayer | null;
  readonly problems: readonly string[];
}

/**
 * A function may name a layer that `layers` does not have: its content was not known when the lock was
 * written.
 */
export function readLock(text: string): ReadLock {
  const problems = new Problems();
  const document = documentOf(text, "lock", problems);
  if (document === undefined) return { lock: null, problems: problems.texts };
  const layers = new Map<string, LockedLayer>();
  for (const [label, value] of entriesOf(document, "layers", maxLockLayers, problems)) {
    const layer = layerOf(value, `layers: ${quoted(label)}`, problems);
    if (layer === null) continue;
    if (labelOf(layer) === label) layers.set(label, layer);
    else problems.add(`layers: ${quoted(label)} has another name or version inside; it is left out`);
  }
  const functions = new Map<string, LockedFunction>();
  for (const [name, value] of entriesOf(document, "functions", maxLockFunctions, problems)) {
    const read = isText(name) ? functionOf(value) : "has a name that is empty or too long";
    if (typeof read !== "string") functions.set(name, read);
    else problems.add(`functions: ${quoted(name)} ${read}; it is left out`);
  }
  return { lock: { functions, layers }, problems: problems.texts };
}

export function readManifest(text: string): ReadManifest {
  const problems = new Problems();
  const document = documentOf(text, "layer", problems);
  const layer = document === undefined ? null : layerOf(document, "the layer", problems);
  return { layer, problems: problems.texts };
}

class Problems {
  readonly texts: string[] = [];

  add(text: string): void {
    if (this.texts.length < maxProblems) this.texts.push(text);
    else this.texts[maxProblems] = "has more problems than these";
  }
}

function documentOf(text: string, kind: "lock" | "layer", problems: Problems): unknown {
  if (text.length > maxLockLength) {
    problems.add("is larger than 8 MiB");
    return undefined;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    problems.add("is not JSON");
    return undefined;
  }
  const schema = member(json, "schema");
  if (member(json, "outcrop") !== kind) problems.add(`does not say "outcrop": "${kind}"`);
  else if (schema === lockSchemaVersion) return json;
  else if (typeof schema === "number")
    problems.add(`has the schema ${schema}; this version of Outcrop reads ${lockSchemaVersion}`);
  else problems.add("has no schema number");
  return undefined;
}

function functionOf(value: unknown): LockedFunction | string {
  const runtime = member(value, "runtime");
  const arch = member(value, "arch");
  const layers = member(value, "layers");
  if (!isText(runtime)) return "has no runtime";
  if (arch !== "x64" && arch !== "arm64") return "has another architecture than x64 or arm64";
  if (!Array.isArray(layers) || layers.length > maxLockLayers || !layers.every(isText))
    return `has no list of at most ${maxLockLayers} layers`;
  return { runtime, arch, layers };
}

/** @param where begins the sentences about it */
function layerOf(value: unknown, where: string, problems: Problems): LockedLayer | null {
  const name = member(value, "name");
  const version = optional(value, "version");
  const arn = optional(value, "arn");
  const codeSha256 = optional(value, "codeSha256");
  const tree = member(value, "tree");
  const leftOut = (why: string): null => {
    problems.add(`${where} ${why}; it is left out`);
    return null;
  };
  if (!isText(name)) return leftOut("has no name");
  if (version === undefined) return leftOut("has a version that is not a text");
  if (!isTreeHash(tree)) return leftOut("has no tree hash");
  if (arn === undefined) problems.add(`${where} has an ARN that is not a text`);
  if (codeSha256 === undefined) problems.add(`${where} has a codeSha256 that is not a text`);
  const packages = new Map<string, LockedPackage>();
  for (const [folder, each] of entriesOf(value, "packages", maxLockPackages, problems, where)) {
    const read = isPath(folder) ? packageOf(each) : "is not a path below /opt";
    if (typeof read !== "string") packages.set(folder, read);
    else problems.add(`${where}: the package ${quoted(folder)} ${read}; it is left out`);
  }
  const natives = new Map<string, LockedNative>();
  for (const [path, each] of entriesOf(value, "natives", maxLockPackages, problems, where)) {
    const read = isPath(path) ? nativeOf(each) : "is not a path below /opt";
    if (typeof read !== "string") natives.set(path, read);
    else problems.add(`${where}: the native file ${quoted(path)} ${read}; it is left out`);
  }
  return { name, version, arn: arn ?? null, codeSha256: codeSha256 ?? null, tree, packages, natives };
}

function packageOf(value: unknown): LockedPackage | string {
  const name = optional(value, "name");
  const version = optional(value, "version");
  const tree = member(value, "tree");
  if (name === undefined) return "has a name that is not a text";
  if (version === undefined) return "has a version that is not a text";
  return isTreeHash(tree) ? { name, version, tree } : "has no tree hash";
}

function nativeOf(value: unknown): LockedNative | string {
  const arch = member(value, "arch");
  const libc = optional(value, "libc");
  if (!isText(arch)) return "has no architecture";
  return libc === undefined ? "has a libc that is not a text" : { arch, libc };
}

/** The members of an object that is a member; too many of them are cut off, and said. */
function entriesOf(
  value: unknown,
  key: string,
  most: number,
  problems: Problems,
  where?: string,
): readonly (readonly [string, unknown])[] {
  const found = member(value, key);
  const prefix = where === undefined ? "" : `${where} `;
  if (typeof found !== "object" || found === null || Array.isArray(found)) {
    problems.add(`${prefix}has no object named "${key}"`);
    return [];
  }
  const entries = Object.entries(found);
  if (entries.length > most) problems.add(`${prefix}has more than ${most} ${key}; the rest is left out`);
  return entries.slice(0, most);
}

/** Null where it is absent, undefined where it is not a text of a fitting length. */
function optional(value: unknown, key: string): string | null | undefined {
  const found = member(value, key) ?? null;
  return found === null || isText(found) ? found : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= maxLockString;
}

function isTreeHash(value: unknown): value is string {
  return typeof value === "string" && value.length === treeHashLength && /^[0-9a-f]+$/.test(value);
}

/** Of a file or folder below the layer, as it is written there. */
function isPath(text: string): boolean {
  return isText(text) && text.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function quoted(name: string): string {
  return JSON.stringify(name.length > maxLockString ? `${name.slice(0, maxLockString)}…` : name);
}
