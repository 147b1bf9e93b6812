/**
 * The names that a module exports, read without running it:
 * - An ES module by es-module-lexer, and of CommonJS what `import` takes by name by cjs-module-lexer: Node itself
 *   reads CommonJS with that lexer, so that these names are Node's.
 * - What `require` gives of CommonJS may have more names than that lexer sees; core's reader adds those, and says
 *   whether there may be others.
 * What a module hands on of others is followed inside the layer.
 */
import { parse as parseCommonJs } from "cjs-module-lexer";
import { parse as parseModule } from "es-module-lexer/js";
import { exportedNames } from "../../core/explain/code/exported-names.ts";
import { formatOf } from "../../core/layout/module-format.ts";
import type { Resolver } from "../../core/layout/resolver.ts";
import type { Site } from "./site.ts";

export interface Names {
  readonly names: ReadonlySet<string>;
  /** There is no other. */
  readonly whole: boolean;
}

export type How = "require" | "import";

const maxSourceBytes = 8 * 1024 * 1024;
const maxModules = 2_000;
const maxNames = 20_000;
/** What compilers leave as a mark, which no one asks for. */
const marks: ReadonlySet<string> = new Set(["__esModule", "module.exports"]);
const decoder = new TextDecoder();

interface Own {
  readonly names: readonly string[];
  readonly whole: boolean;
  /** Specifiers of modules whose names are handed on, without `default`. */
  readonly from: readonly string[];
  readonly format: "commonjs" | "module";
}

/** Null for what has no names, such as JSON, and for what cannot be read. @param path absolute */
export function namesOf(path: string, how: How, site: Site, resolver: Resolver): Names | null {
  const names = new Set<string>();
  let whole = true;
  const queue = [path];
  const seen = new Set(queue);
  // Grows while it is walked.
  for (const at of queue) {
    const own = ownNames(at, how, site);
    if (own === null) {
      if (at === path) return null;
      whole = false;
      continue;
    }
    const isStart = at === path;
    for (const name of own.names) if (!marks.has(name) && (isStart || name !== "default")) names.add(name);
    if (isStart && own.format === "commonjs" && how === "import") names.add("default");
    whole &&= own.whole;
    for (const specifier of own.from) {
      const asks = own.format === "module" ? "import" : "require";
      const target = resolver.resolve({ specifier, how: asks, importer: at });
      if (target.kind !== "file" || queue.length >= maxModules) whole = false;
      else if (!seen.has(target.path)) {
        seen.add(target.path);
        queue.push(target.path);
      }
    }
    if (names.size > maxNames) return { names, whole: false };
  }
  return { names, whole };
}

function ownNames(path: string, how: How, site: Site): Own | null {
  const format = formatOf(path, site.packages);
  const content = format === null ? null : site.files.readFile(path, maxSourceBytes);
  if (format === null || content === null || content.truncated) return null;
  const source = decoder.decode(content.bytes);
  try {
    if (format === "module") return { ...ofModule(source), format };
    return { ...(how === "import" ? lexed(source) : required(source)), format };
  } catch {
    return null;
  }
}

function ofModule(source: string): Omit<Own, "format"> {
  const [imports, exports] = parseModule(source);
  const from = imports.flatMap(({ n, d, ss, s }) =>
    n !== undefined && d === -1 && /^export\s*\*\s*from\b/.test(source.slice(ss, s)) ? n : [],
  );
  return { names: exports.map(({ n }) => n), whole: true, from };
}

function lexed(source: string): Omit<Own, "format"> {
  const { exports, reexports } = parseCommonJs(source);
  return { names: exports, whole: true, from: reexports };
}

/** Both readers see names that the other does not. */
function required(source: string): Omit<Own, "format"> {
  const read = exportedNames(source);
  let seen: Omit<Own, "format"> = { names: [], whole: false, from: [] };
  try {
    seen = lexed(source);
  } catch {
    // Node would not take it for `import` either; core's reader is total.
  }
  return {
    names: [...seen.names, ...(read?.names ?? [])],
    whole: read?.whole === true,
    from: [...new Set([...seen.from, ...(read?.from ?? [])])],
  };
}
