import type { FileSystem } from "../file-system.ts";
import { overridesOf } from "./overrides.ts";
import type { OnProblem } from "./problem.ts";

const maxBytes = 1024 * 1024;
const maxEntries = 2_000;
const maxString = 1_024;
const maxRemembered = 20_000;
const decoder = new TextDecoder();

/**
 * The fields of a package.json that a verdict may rest on. A field of the wrong type counts as absent, as it
 * does for Node and npm.
 */
export interface PackageJson {
  readonly name: string | null;
  readonly version: string | null;
  readonly main: string | null;
  readonly type: "module" | "commonjs" | null;
  /** As parsed; undefined where absent or null. Read it through exports.ts. */
  readonly exports: unknown;
  /** As parsed; undefined where absent or null. Read it through exports.ts. */
  readonly imports: unknown;
  /** Package -> range, as written. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly optionalDependencies: ReadonlyMap<string, string>;
  readonly peerDependencies: ReadonlyMap<string, string>;
  readonly optionalPeers: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  /**
   * Package -> the version or range that "overrides" or "resolutions" give instead of what its importers
   * declare.
   */
  readonly overrides: ReadonlyMap<string, string>;
  /** The addon's name in "napi" (napi-rs); null without this field. */
  readonly napiName: string | null;
  /** "binary" (node-pre-gyp); null unless it has both name and path. */
  readonly binary: NativeBinary | null;
}

export interface NativeBinary {
  readonly moduleName: string;
  /** With placeholders such as `{node_abi}`. */
  readonly modulePath: string;
  readonly napiVersions: readonly number[];
}

/**
 * Reads each directory's package.json once. A missing file is an ordinary answer; an unusable one is
 * reported once.
 */
export class PackageReader {
  readonly #files: FileSystem;
  readonly #onProblem: OnProblem;
  readonly #read = new Map<string, PackageJson | null>();

  constructor(files: FileSystem, onProblem: OnProblem) {
    this.#files = files;
    this.#onProblem = onProblem;
  }

  /** Null where the directory has no usable package.json. */
  read(directory: string): PackageJson | null {
    const known = this.#read.get(directory);
    if (known !== undefined) return known;
    const found = this.#load(`${directory === "/" ? "" : directory}/package.json`);
    if (this.#read.size < maxRemembered) this.#read.set(directory, found);
    return found;
  }

  #load(path: string): PackageJson | null {
    const content = this.#files.readFile(path, maxBytes);
    if (content === null) return null;
    const parsed = content.truncated ? "is larger than 1 MiB" : parsePackageJson(content.bytes);
    if (typeof parsed !== "string") return parsed;
    this.#onProblem({ path, what: parsed });
    return null;
  }
}

/** The package.json in these bytes, or what is wrong with them. Total. */
export function parsePackageJson(bytes: Uint8Array): PackageJson | string {
  let json: unknown;
  try {
    // TextDecoder drops a byte order mark, as npm does.
    json = JSON.parse(decoder.decode(bytes));
  } catch {
    return "is not JSON";
  }
  if (!isObject(json)) return "is not a JSON object";
  const type = text(json, "type");
  return {
    name: text(json, "name"),
    version: text(json, "version"),
    main: text(json, "main"),
    type: type === "module" || type === "commonjs" ? type : null,
    exports: own(json, "exports") ?? undefined,
    imports: own(json, "imports") ?? undefined,
    dependencies: ranges(json, "dependencies"),
    optionalDependencies: ranges(json, "optionalDependencies"),
    peerDependencies: ranges(json, "peerDependencies"),
    optionalPeers: optionalPeers(json),
    devDependencies: new Set(ranges(json, "devDependencies").keys()),
    overrides: overridesOf(json),
    napiName: napiName(own(json, "napi")),
    binary: nativeBinary(own(json, "binary")),
  };
}

/** "binaryName" of napi-rs 3, "name" of 2, which both default to `index`. */
function napiName(napi: unknown): string | null {
  return isObject(napi) ? (text(napi, "binaryName") ?? text(napi, "name") ?? "index") : null;
}

function nativeBinary(binary: unknown): NativeBinary | null {
  if (!isObject(binary)) return null;
  const moduleName = text(binary, "module_name");
  const modulePath = text(binary, "module_path");
  if (moduleName === null || modulePath === null) return null;
  const versions = own(binary, "napi_versions");
  const napiVersions = Array.isArray(versions)
    ? versions.slice(0, maxEntries).filter((version) => Number.isSafeInteger(version))
    : [];
  return { moduleName, modulePath, napiVersions };
}

function ranges(json: object, field: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, range] of entries(own(json, field))) {
    if (typeof range === "string" && range.length <= maxString && name.length <= maxString)
      found.set(name, range);
  }
  return found;
}

function optionalPeers(json: object): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, meta] of entries(own(json, "peerDependenciesMeta"))) {
    if (isObject(meta) && own(meta, "optional") === true) found.add(name);
  }
  return found;
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value).slice(0, maxEntries) : [];
}

function text(json: object, field: string): string | null {
  const value = own(json, field);
  return typeof value === "string" && value !== "" && value.length <= maxString ? value : null;
}

/** Own members only: a key such as `__proto__` in the file is data and never reaches a prototype. */
function own(json: object, field: string): unknown {
  return Object.hasOwn(json, field) ? (json as Readonly<Record<string, unknown>>)[field] : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
