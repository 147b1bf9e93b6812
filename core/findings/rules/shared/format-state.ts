/**
 * Why two formats of one copy do no harm, as far as the code shows:
 * - `global`: it keeps what it has in the global symbol registry under its own name, so that copies of it
 *   find each other, as @opentelemetry/api does;
 * - `stateless`: it was read whole, and has no class and no Map or Set, as uuid and tables of constants.
 */
import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";

export type Harmless = "global" | "stateless";

const maxModules = 16;
const maxBytes = 256 * 1024;
const decoder = new TextDecoder();
/** Such a copy is judged again whenever anything was loaded. What was read of it does not change. */
const known = new WeakMap<CopyRef, { readonly modules: number; readonly found: Harmless | null }>();

export function harmlessOf(copy: CopyRef, world: World): Harmless | null {
  const modules = world.usage.modulesOf(copy.path);
  const before = known.get(copy);
  if (before?.modules === modules.length) return before.found;
  const found = read(copy, modules, world);
  known.set(copy, { modules: modules.length, found });
  return found;
}

function read(copy: CopyRef, modules: readonly string[], { files }: World): Harmless | null {
  const sources = modules.map((path) => files.readFile(path, maxBytes));
  const texts = sources.map((source) => (source === null ? "" : decoder.decode(source.bytes)));
  const [stem = ""] = copy.package
    .toLowerCase()
    .split(/[@/.-]/)
    .filter(Boolean);
  for (const text of texts)
    for (const [, key = ""] of text.matchAll(/\bSymbol\.for\(\s?(["'`][^"'`\n]{0,99})/g))
      if (key.toLowerCase().includes(stem)) return "global";
  const isWhole = modules.length < maxModules && sources.every((source) => source?.truncated === false);
  return isWhole && !texts.some(hasState) ? "stateless" : null;
}

const stateful = /\bclass\s+[\w$]|\bclass\s?\{|\.prototype\b|\bnew\s+(?:Weak)?(?:Map|Set)\b/;
/** On a line that does not begin as a comment: comments speak of classes too. */
const statefulLine = new RegExp(`^(?![ \\t]*(?:\\*|/[*/]))[^\\n]*(?:${stateful.source})`, "m");

function hasState(text: string): boolean {
  return statefulLine.test(text);
}
