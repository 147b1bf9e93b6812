/**
 * Which of Node's two module systems runs a file: by its extension, else by "type" in the nearest
 * package.json, else CommonJS. https://nodejs.org/api/packages.html#determining-module-system
 */
import type { PackageReader } from "./package-json.ts";
import { lastSegment, parentOf } from "./paths.ts";

export type ModuleFormat = "commonjs" | "module";

const maxLevels = 40;

/** Null for what is neither: JSON, a native file, WebAssembly. Total. */
export function formatOf(path: string, packages: PackageReader): ModuleFormat | null {
  if (/\.m[jt]s$/.test(path)) return "module";
  if (/\.c[jt]s$/.test(path)) return "commonjs";
  if (/\.(?:json|node|wasm)$/.test(path)) return null;
  let directory = parentOf(path);
  for (let level = 0; directory !== null && level < maxLevels; level++) {
    // The first package.json decides, also without a "type". Node does not look beyond node_modules.
    if (lastSegment(directory) === "node_modules") break;
    const found = packages.read(directory);
    if (found !== null) return found.type ?? "commonjs";
    directory = parentOf(directory);
  }
  return "commonjs";
}

const importStatement = /import\s{0,99}(?:[\w$*{][^('"]{0,1999}\bfrom\s{0,99})?["']/;
const exportStatement = /export\s{0,99}(?:default\b|[*{]|(?:async|class|const|function|let|var)\b)/;
const moduleStatement = new RegExp(`^[ \\t]*(?:${importStatement.source}|${exportStatement.source})`, "m");

/**
 * Whether a source has statements that only ES modules have: Node runs a `.js` file with these as one where
 * no package.json says what it is. https://nodejs.org/api/packages.html#syntax-detection
 */
export function hasModuleSyntax(source: string): boolean {
  return moduleStatement.test(source);
}
