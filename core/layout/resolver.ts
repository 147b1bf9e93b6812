/**
 * Node's own resolution, on any file system: which file a specifier leads to, or the error that Node gives.
 * `require` follows https://nodejs.org/api/modules.html#all-together and `import` follows
 * https://nodejs.org/api/esm.html#resolution-algorithm-specification. Lambda's Node also lets `import` search
 * NODE_PATH, after everything else (AWS, launch of the Node.js 18 runtime).
 */
import type { FileSystem } from "../file-system.ts";
import { candidateFolders } from "./candidates.ts";
import { requireExtensions } from "./entry.ts";
import { exportTarget, importTarget, isValidTarget } from "./exports.ts";
import type { PackageJson, PackageReader } from "./package-json.ts";
import { joinPath, lastSegment, parentOf } from "./paths.ts";
import { parseBareSpecifier } from "./specifier.ts";

export interface ResolverOptions {
  readonly files: FileSystem;
  readonly packages: PackageReader;
  /** The absolute folders of NODE_PATH, in order. */
  readonly nodePath: readonly string[];
  /** Whether `require` may load ES modules. Only then does Node know the condition `module-sync`. */
  readonly requireEsm: boolean;
  /** Further conditions, of `--conditions`. */
  readonly conditions: readonly string[];
  /** Whether Node has a built-in of this name, with or without `node:`. */
  readonly isBuiltIn: (specifier: string) => boolean;
}

export interface Question {
  readonly specifier: string;
  readonly how: "require" | "import";
  /** The importer's physical path. */
  readonly importer: string;
  /** The folders that `require.resolve` was given to begin at, instead of the importer's. */
  readonly paths?: readonly string[];
}

export type Resolved =
  | { readonly kind: "file"; readonly path: string }
  /** With `node:` before its name. */
  | { readonly kind: "built-in"; readonly name: string }
  /** `code` is the error's. */
  | { readonly kind: "error"; readonly code: string }
  /** `data:` and other addresses that no file has. */
  | { readonly kind: "address" };

const maxLevels = 40;
const maxPath = 8_192;

export class Resolver {
  readonly #options: ResolverOptions;
  readonly #conditions: Readonly<Record<Question["how"], ReadonlySet<string>>>;

  constructor(options: ResolverOptions) {
    this.#options = options;
    const shared = ["default", "node", "node-addons", ...options.conditions];
    if (options.requireEsm) shared.push("module-sync");
    this.#conditions = {
      require: new Set([...shared, "require"]),
      import: new Set([...shared, "import"]),
    };
  }

  /** Total: a specifier that no loader takes is an error with Node's code. */
  resolve(question: Question): Resolved {
    const { specifier, how, importer, paths } = question;
    const { isBuiltIn } = this.#options;
    if (specifier === "" || specifier.length > maxPath || specifier.includes("\0"))
      return failure(how === "import" ? "ERR_INVALID_MODULE_SPECIFIER" : "ERR_INVALID_ARG_VALUE");
    if (isBuiltIn(specifier)) return builtIn(specifier);
    if (specifier.startsWith("node:")) return failure("ERR_UNKNOWN_BUILTIN_MODULE");
    const directory = parentOf(importer) ?? "/";
    if (specifier.startsWith("#")) return this.#mapped(question, directory);
    if (how === "import") return this.#imported(specifier, directory);
    return this.#required(specifier, directory, paths ?? [directory]);
  }

  /** PACKAGE_IMPORTS_RESOLVE */
  #mapped({ specifier, how }: Question, directory: string): Resolved {
    const scope = this.#scopeOf(directory);
    // Without "imports", `require` takes the name for one of a package.
    if (how === "require" && scope?.manifest.imports === undefined)
      return this.#required(specifier, directory, [directory]);
    const target =
      scope === null ? "refused" : importTarget(scope.manifest.imports, specifier, this.#conditions[how]);
    if (scope === null || target === "refused") return failure("ERR_PACKAGE_IMPORT_NOT_DEFINED");
    const { written } = target;
    if (written.startsWith("./")) return this.#exported(scope.directory, written, how);
    if (!isValidTarget(written, true)) return failure("ERR_INVALID_PACKAGE_TARGET");
    // `require` cannot take a built-in that "imports" names: Node makes a path of its address.
    if (this.#options.isBuiltIn(written))
      return how === "require" ? failure("ERR_INVALID_URL_SCHEME") : builtIn(written);
    // A package that "imports" names is looked up as `import` does, whoever asked.
    const folders = how === "import" ? this.#options.nodePath : [];
    const found = this.#packageOf(written, scope.directory, this.#conditions[how], folders);
    const isLost = found.kind === "error" && found.code === "ERR_MODULE_NOT_FOUND";
    return isLost && how === "require" ? failure("MODULE_NOT_FOUND") : found;
  }

  /** @param starts the folders to begin at; of the importer's scope nothing but `directory` decides */
  #required(specifier: string, directory: string, starts: readonly string[]): Resolved {
    if (/^(?:\.{0,2}\/|\.{1,2}$)/.test(specifier)) {
      const onlyFolder = /(?:^|\/)\.{0,2}$/.test(specifier);
      for (const start of starts) {
        const found = this.#fileOrFolder(joinPath(start, specifier), onlyFolder);
        if (found === "stop") break;
        if (found !== null) return this.#file(found);
      }
      return failure("MODULE_NOT_FOUND");
    }
    const itself = this.#itself(specifier, directory, "require");
    if (itself !== null) return itself;
    const bare = parseBareSpecifier(specifier);
    const { nodePath } = this.#options;
    const folders = new Set(starts.flatMap((start) => candidateFolders(start, nodePath)));
    for (const folder of folders) {
      if (this.#options.files.stat(folder)?.kind !== "directory") continue;
      const candidate = bare === null ? null : joinPath(folder, bare.package);
      const manifest = candidate === null ? null : this.#options.packages.read(candidate);
      if (bare !== null && candidate !== null && manifest?.exports !== undefined)
        return this.#exportedSubpath(candidate, manifest, bare.subpath, "require");
      const found = this.#fileOrFolder(joinPath(folder, specifier), specifier.endsWith("/"));
      if (found === "stop") break;
      if (found !== null) return this.#file(found);
    }
    return failure("MODULE_NOT_FOUND");
  }

  #imported(specifier: string, directory: string): Resolved {
    if (/^(?:\.{0,2}\/|\.{1,2}$)/.test(specifier))
      return this.#finalized(joined(directory, withoutSearch(specifier)));
    if (specifier.startsWith("file:")) {
      const path = /^file:\/\/(\/.*)$/s.exec(withoutSearch(specifier))?.[1];
      return path === undefined ? failure("ERR_INVALID_FILE_URL_HOST") : this.#finalized(path);
    }
    if (/^data:/.test(specifier)) return { kind: "address" };
    if (/^[a-z][a-z0-9+.-]*:/i.test(specifier)) return failure("ERR_UNSUPPORTED_ESM_URL_SCHEME");
    return this.#packageOf(specifier, directory, this.#conditions.import, this.#options.nodePath);
  }

  /** PACKAGE_RESOLVE, and then NODE_PATH as Lambda's Node does it: it goes on only if nothing is found. */
  #packageOf(
    specifier: string,
    directory: string,
    conditions: ReadonlySet<string>,
    nodePath: readonly string[],
  ): Resolved {
    const bare = parseBareSpecifier(specifier);
    if (bare === null || bare.package.startsWith(".")) return failure("ERR_INVALID_MODULE_SPECIFIER");
    const itself = this.#itself(specifier, directory, "import");
    const first = itself ?? this.#inFolders(bare, candidateFolders(directory, []), conditions);
    if (first.kind !== "error" || first.code !== "ERR_MODULE_NOT_FOUND") return first;
    for (const folder of nodePath) {
      const found = this.#inFolders(bare, [folder], conditions);
      if (found.kind !== "error" || found.code !== "ERR_MODULE_NOT_FOUND") return found;
    }
    return first;
  }

  /** The first folder that has a directory of the name decides. */
  #inFolders(
    bare: { readonly package: string; readonly subpath: string },
    folders: readonly string[],
    conditions: ReadonlySet<string>,
  ): Resolved {
    for (const folder of folders) {
      const candidate = joinPath(folder, bare.package);
      if (this.#options.files.stat(candidate)?.kind !== "directory") continue;
      const manifest = this.#options.packages.read(candidate);
      if (manifest?.exports !== undefined) {
        const target = exportTarget(manifest.exports, bare.subpath, conditions);
        if (target === "refused") return failure("ERR_PACKAGE_PATH_NOT_EXPORTED");
        return this.#exported(candidate, target.written, "import");
      }
      if (bare.subpath !== "") return this.#finalized(joined(candidate, decoded(bare.subpath)));
      const main = this.#legacyMain(candidate, manifest?.main ?? null);
      return main === null ? failure("ERR_MODULE_NOT_FOUND") : this.#file(main);
    }
    return failure("ERR_MODULE_NOT_FOUND");
  }

  /** A package that has "exports" may ask for itself by its name. */
  #itself(specifier: string, directory: string, how: Question["how"]): Resolved | null {
    const scope = this.#scopeOf(directory);
    const name = scope?.manifest.name ?? null;
    if (scope === null || name === null || scope.manifest.exports === undefined) return null;
    if (specifier !== name && !specifier.startsWith(`${name}/`)) return null;
    const subpath = specifier.slice(name.length + 1);
    return this.#exportedSubpath(scope.directory, scope.manifest, subpath, how);
  }

  #exportedSubpath(
    directory: string,
    manifest: PackageJson,
    subpath: string,
    how: Question["how"],
  ): Resolved {
    const target = exportTarget(manifest.exports, subpath, this.#conditions[how]);
    return target === "refused"
      ? failure("ERR_PACKAGE_PATH_NOT_EXPORTED")
      : this.#exported(directory, target.written, how);
  }

  /** PACKAGE_TARGET_RESOLVE for a target as written. */
  #exported(directory: string, written: string, how: Question["how"]): Resolved {
    if (!isValidTarget(written, false)) return failure("ERR_INVALID_PACKAGE_TARGET");
    const path = joinPath(directory, decoded(written));
    if (how === "import") return this.#finalized(path);
    return this.#isFile(path) ? this.#file(path) : failure("MODULE_NOT_FOUND");
  }

  #finalized(path: string): Resolved {
    // Of an address that ends in a slash, Node looks at the slash alone.
    if (path.endsWith("/")) return failure("ERR_UNSUPPORTED_DIR_IMPORT");
    const kind = this.#options.files.stat(decoded(path))?.kind;
    if (kind === "directory") return failure("ERR_UNSUPPORTED_DIR_IMPORT");
    return kind === "file" ? this.#file(decoded(path)) : failure("ERR_MODULE_NOT_FOUND");
  }

  /** LOAD_AS_FILE, then LOAD_AS_DIRECTORY; `stop` where a "main" leads nowhere. */
  #fileOrFolder(path: string, onlyFolder: boolean): string | "stop" | null {
    if (!onlyFolder) {
      const file = this.#withExtension(path, true);
      if (file !== null) return file;
    }
    if (this.#options.files.stat(path)?.kind !== "directory") return null;
    const main = this.#options.packages.read(path)?.main ?? null;
    const index = (folder: string): string | null => this.#withExtension(joinPath(folder, "index"), false);
    if (main === null) return index(path);
    const wanted = joinPath(path, main);
    return this.#withExtension(wanted, true) ?? index(wanted) ?? index(path) ?? "stop";
  }

  #legacyMain(directory: string, main: string | null): string | null {
    const index = (folder: string): string | null => this.#withExtension(joinPath(folder, "index"), false);
    const wanted = main === null ? null : joinPath(directory, main);
    const byMain = wanted === null ? null : (this.#withExtension(wanted, true) ?? index(wanted));
    return byMain ?? index(directory);
  }

  #withExtension(path: string, alsoAsItIs: boolean): string | null {
    if (alsoAsItIs && this.#isFile(path)) return path;
    const extension = requireExtensions.find((candidate) => this.#isFile(path + candidate));
    return extension === undefined ? null : path + extension;
  }

  #isFile(path: string): boolean {
    return this.#options.files.stat(path)?.kind === "file";
  }

  #file(path: string): Resolved {
    return { kind: "file", path: this.#options.files.realpath(path) ?? path };
  }

  /** LOOKUP_PACKAGE_SCOPE: the nearest package.json, not beyond a node_modules folder. */
  #scopeOf(directory: string): { readonly directory: string; readonly manifest: PackageJson } | null {
    let current: string | null = directory;
    for (let level = 0; current !== null && level < maxLevels; level++) {
      if (lastSegment(current) === "node_modules") return null;
      const manifest = this.#options.packages.read(current);
      if (manifest !== null) return { directory: current, manifest };
      current = parentOf(current);
    }
    return null;
  }
}

function builtIn(specifier: string): Resolved {
  return { kind: "built-in", name: `node:${specifier.replace(/^node:/, "")}` };
}

function failure(code: string): Resolved {
  return { kind: "error", code };
}

/** As an address: a slash at the end stays. */
function joined(folder: string, relative: string): string {
  return joinPath(folder, relative) + (relative.endsWith("/") ? "/" : "");
}

function withoutSearch(specifier: string): string {
  return specifier.replace(/[?#].*$/s, "");
}

/** Percent signs as an URL has them; text that is not so stays as it is. */
function decoded(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
