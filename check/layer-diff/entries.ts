/** What functions can ask a package for: the keys of its "exports", or its files where it has none. */
import { formatOf, type ModuleFormat } from "../../core/layout/module-format.ts";
import type { Contents, LayerPackage } from "./contents.ts";
import { type How, type Names, namesOf } from "./names.ts";

export interface Entry {
  /** `""` is the package itself. */
  readonly subpath: string;
  /** A key of "exports", or "main"; otherwise a file that anyone may ask for. */
  readonly isNamed: boolean;
}

export interface Answer {
  /** Absolute. */
  readonly path: string;
  /** Null for JSON and native files. */
  readonly format: ModuleFormat | null;
}

const maxEntries = 10_000;
const maxKeys = 2_000;
const maxDepth = 8;
const asked = /\.(?:[cm]?js|json|node)$/;

export function entriesOf({ manifest, files }: LayerPackage): readonly Entry[] {
  const exports = manifest?.exports;
  const entries = new Map<string, Entry>();
  const add = (subpath: string, isNamed: boolean): void => {
    if (entries.size < maxEntries && !entries.has(subpath)) entries.set(subpath, { subpath, isNamed });
  };
  if (exports === undefined) {
    add("", true);
    for (const file of files) if (asked.test(file) && file !== "package.json") add(file, false);
    return [...entries.values()];
  }
  for (const [key, target] of Object.entries(keyed(exports)).slice(0, maxKeys)) {
    if (!key.includes("*")) {
      if (target !== null && !/\/(?:package\.json)?$/.test(key)) add(key.slice(2), true);
      continue;
    }
    const [before = "", after = ""] = key.split("*");
    for (const pattern of targetsIn(target)) {
      const [start = "", end = ""] = pattern.slice(2).split("*");
      for (const file of files)
        if (
          file.length >= start.length + end.length &&
          file.startsWith(start) &&
          file.endsWith(end) &&
          asked.test(file)
        )
          add(`${before.slice(2)}${file.slice(start.length, file.length - end.length)}${after}`, false);
    }
  }
  entries.delete("package.json");
  return [...entries.values()];
}

/** Null where Node gives an error. `require` does not take an ES module: its answer says so by the format. */
export function answerOf(
  { name, top }: LayerPackage,
  subpath: string,
  how: How,
  { site }: Contents,
): Answer | null {
  if (top === null) return null;
  const specifier = subpath === "" ? name : `${name}/${subpath}`;
  const found = site.resolverFor(top).resolve({ specifier, how, importer: "/var/task/index.js" });
  if (found.kind !== "file") return null;
  return { path: found.path, format: formatOf(found.path, site.packages) };
}

export function namesAt(
  { top }: LayerPackage,
  answer: Answer | null,
  how: How,
  { site }: Contents,
): Names | null {
  return answer === null || top === null ? null : namesOf(answer.path, how, site, site.resolverFor(top));
}

function keyed(exports: unknown): Readonly<Record<string, unknown>> {
  const isMap = typeof exports === "object" && exports !== null && !Array.isArray(exports);
  return isMap && Object.keys(exports)[0]?.startsWith(".") === true
    ? (exports as Readonly<Record<string, unknown>>)
    : { ".": exports };
}

/** The files with a `*` that a target names, whatever the condition. */
function targetsIn(target: unknown, depth = 0): readonly string[] {
  if (typeof target === "string") return target.startsWith("./") && target.includes("*") ? [target] : [];
  if (typeof target !== "object" || target === null || depth >= maxDepth) return [];
  return Object.entries(target)
    .slice(0, maxKeys)
    .filter(([condition]) => condition !== "types")
    .flatMap(([, inner]) => targetsIn(inner, depth + 1));
}
