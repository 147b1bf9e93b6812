/**
 * Does the code of a copy have a name?
 * 1. What its entry exports decides, where that can be read as a whole (exported-names.ts), through modules
 *    of the same copy that it passes on.
 * 2. Else the text of its files, where the name is a word by itself: those that were loaded first, then its
 *    entry, then the rest of its folder without the packages in it.
 * 3. No word found is "no" only where every file was read and no name can come from elsewhere: from a native
 *    file, another package that is passed on, or a Proxy. Then it is not known.
 * Files are read one in a step, and within a budget for the whole environment; beyond it nothing is known.
 */
import type { FileSystem } from "../../file-system.ts";
import { entryTargets } from "../../layout/exports.ts";
import type { PackageReader } from "../../layout/package-json.ts";
import { isInside, joinPath, parentOf } from "../../layout/paths.ts";
import { exportedNames } from "./exported-names.ts";

/** Where a name must be: among what the entry exports, or anywhere (a method, a path inside the package). */
export type Where = "exported" | "anywhere";

const maxFileBytes = 1024 * 1024;
/** Of one copy, in one look. */
const maxFiles = 300;
const maxBytes = 4 * 1024 * 1024;
/** Of all looks in an environment. */
const maxFilesInAll = 1_500;
const maxBytesInAll = 24 * 1024 * 1024;
const maxEntries = 1_000;
const maxDepth = 12;
const maxHops = 16;
const maxRemembered = 10_000;

const readable = /\.(?:[cm]?js|json)$/;
/** Files that hold no code which runs. Their names spare a look at each. */
const otherFile =
  /\.(?:[cm]?tsx?|map|md|txt|flow|ya?ml|html?|css|png|svg|sh|h|cc?|lock)$|^(?:license|readme|changelog)\b/i;
const foreign = /\.(?:node|wasm)$/;
const skipped: ReadonlySet<string> = new Set([
  "node_modules",
  "test",
  "tests",
  "__tests__",
  "docs",
  "example",
  "examples",
  "benchmark",
  "man",
]);
/** Passes on what another package exports. */
const passesOn = new RegExp(
  "(?:export\\s*\\*\\s*from\\s*|module\\.exports\\s*=\\s*(?:[\\w$.]+\\()*require\\(|" +
    "(?:exportStar|reExport)\\((?:[\\w$.]+,\\s*)?(?:[\\w$.]+\\()*require\\(|" +
    "Object\\.assign\\((?:module\\.)?exports,\\s*require\\(|\\.\\.\\.require\\()\\s*[\"'](?![./])",
);
const proxy = /\bnew Proxy\(/;

interface Entry {
  readonly names: ReadonlySet<string>;
  /** Nothing but `names` comes out of it. */
  readonly whole: boolean;
  readonly files: readonly string[];
}

export class CopyTexts {
  readonly #files: FileSystem;
  readonly #packages: PackageReader;
  readonly #answers = new Map<string, boolean | null>();
  readonly #entries = new Map<string, Entry>();
  readonly #decoder = new TextDecoder();
  #filesLeft = maxFilesInAll;
  #bytesLeft = maxBytesInAll;

  constructor(files: FileSystem, packages: PackageReader) {
    this.#files = files;
    this.#packages = packages;
  }

  /**
   * All of it at once.
   * @param copy its directory, or the file of a module without one
   * @param loaded the files of it that were loaded
   */
  hasName(copy: string, name: string, loaded: readonly string[], where: Where = "exported"): boolean | null {
    const steps = this.seeking(copy, [name], loaded, where);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value.get(name) ?? null;
    }
  }

  /** The same for several names, in steps of one file. */
  *seeking(
    copy: string,
    names: readonly string[],
    loaded: readonly string[],
    where: Where = "exported",
  ): Generator<void, ReadonlyMap<string, boolean | null>> {
    const answers = new Map<string, boolean | null>();
    const open = new Set<string>();
    for (const name of new Set(names)) {
      const known = this.#answers.get(keyOf(copy, name, where));
      if (known === undefined) open.add(name);
      else answers.set(name, known);
    }
    if (open.size > 0) {
      const entry = yield* this.#entryOf(copy);
      for (const name of open) {
        if (entry.names.has(name)) settle(name, true);
        else if (entry.whole && where === "exported") settle(name, false);
      }
      if (open.size > 0) {
        const rest = yield* this.#search(copy, open, [...loaded, ...entry.files], (name) =>
          settle(name, true),
        );
        for (const name of open) settle(name, rest);
      }
    }
    for (const [name, answer] of answers)
      if (this.#answers.size < maxRemembered) this.#answers.set(keyOf(copy, name, where), answer);
    return answers;

    function settle(name: string, answer: boolean | null): void {
      answers.set(name, answer);
      open.delete(name);
    }
  }

  /** Looks for words, and answers for those that are not found. */
  *#search(
    copy: string,
    open: ReadonlySet<string>,
    first: readonly string[],
    found: (name: string) => void,
  ): Generator<void, false | null> {
    let filesLeft = maxFiles;
    let bytesLeft = maxBytes;
    let whole = true;
    const seen = new Set<string>();
    for (const path of this.#ordered(copy, first)) {
      if (path === null || foreign.test(path)) {
        whole = false;
        continue;
      }
      if (seen.has(path)) continue;
      seen.add(path);
      const text = filesLeft-- > 0 && bytesLeft > 0 ? this.#read(path) : undefined;
      if (text === undefined) return null;
      yield;
      if (text === null) {
        whole = false;
        continue;
      }
      bytesLeft -= text.length;
      for (const name of [...open]) if (hasWord(text, name)) found(name);
      if (open.size === 0) break;
      if (passesOn.test(text) || (first.includes(path) && proxy.test(text))) whole = false;
    }
    return whole ? false : null;
  }

  /** Null where something of the copy cannot be listed. */
  *#ordered(copy: string, first: readonly string[]): Generator<string | null, void> {
    const manifest = `${copy}/package.json`;
    for (const path of first) if (isInside(path, copy) && path !== manifest) yield path;
    if (this.#files.stat(copy)?.kind !== "directory") {
      if (!first.includes(copy)) yield copy;
      return;
    }
    const folders: { readonly path: string; readonly depth: number }[] = [{ path: copy, depth: 0 }];
    for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
      const entries = this.#files.readDir(folder.path, maxEntries);
      if (entries === null || entries.length >= maxEntries) yield null;
      for (const name of entries ?? []) {
        const path = `${folder.path}/${name}`;
        if (readable.test(name) || foreign.test(name)) {
          if (path !== manifest) yield path;
        } else if (!name.startsWith(".") && !skipped.has(name) && !otherFile.test(name)) {
          if (this.#files.stat(path)?.kind !== "directory") continue;
          if (folder.depth < maxDepth) folders.push({ path, depth: folder.depth + 1 });
          else yield null;
        }
      }
    }
  }

  *#entryOf(copy: string): Generator<void, Entry> {
    const known = this.#entries.get(copy);
    if (known !== undefined) return known;
    const files = this.#entryFiles(copy);
    const names = new Set<string>();
    let whole = files.length > 0;
    const open = [...files];
    const seen = new Set<string>();
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const text = seen.size <= maxHops && /\.[cm]?js$/.test(path) ? this.#read(path) : null;
      yield;
      const exported = text == null ? null : exportedNames(text);
      if (exported === null) {
        whole = false;
        continue;
      }
      for (const name of exported.names) names.add(name);
      whole &&= exported.whole;
      for (const specifier of exported.from) {
        const next = specifier.startsWith(".")
          ? this.#moduleAt(joinPath(parentOf(path) ?? "/", specifier))
          : null;
        if (next !== null && isInside(next, copy)) open.push(next);
        else whole = false;
      }
    }
    // A name may be a member of what is exported as default.
    const entry = { names, whole: whole && !names.has("default") && names.size > 0, files };
    if (this.#entries.size < maxRemembered) this.#entries.set(copy, entry);
    return entry;
  }

  /** The files that `require` and `import` of the package itself lead to. */
  #entryFiles(copy: string): readonly string[] {
    if (this.#files.stat(copy)?.kind === "file") return [copy];
    const manifest = this.#packages.read(copy);
    const targets =
      manifest?.exports === undefined ? [manifest?.main ?? "index.js"] : entryTargets(manifest.exports);
    return targets.flatMap((target) => this.#moduleAt(joinPath(copy, target)) ?? []);
  }

  #moduleAt(path: string): string | null {
    const candidates = [path, `${path}.js`, `${path}.json`, `${path}/index.js`];
    return candidates.find((candidate) => this.#files.stat(candidate)?.kind === "file") ?? null;
  }

  /** Null for a file that is too large or not readable, undefined where the budget is spent. */
  #read(path: string): string | null | undefined {
    if (this.#filesLeft <= 0 || this.#bytesLeft <= 0) return undefined;
    this.#filesLeft--;
    const content = this.#files.readFile(path, maxFileBytes);
    if (content === null) return null;
    this.#bytesLeft -= content.bytes.length;
    return content.truncated ? null : this.#decoder.decode(content.bytes);
  }
}

/** Is the name in the text as a word by itself? */
export function hasWord(text: string, name: string): boolean {
  if (name === "") return false;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + name.length])) return true;
  }
  return false;
}

function isWordPart(char: string | undefined): boolean {
  return char !== undefined && /[\w$\u0080-\uffff]/.test(char);
}

function keyOf(copy: string, name: string, where: Where): string {
  return `${where} ${name} ${copy}`;
}
