/**
 * Names that one ES module imports and another one does not export. Node links modules before it runs any of
 * them, so that each is a SyntaxError when the function starts. The names of CommonJS are not known here.
 */
import type { Resolved } from "../../core/layout/resolver.ts";
import type { Source } from "./source-cache.ts";

export interface MissingName {
  readonly importer: string;
  readonly specifier: string;
  readonly name: string;
  /** The module that does not export it. */
  readonly path: string;
}

/** What was asked for, and what Node gives for it. */
interface AnsweredEdge {
  readonly importer: string | null;
  readonly how: string;
  readonly specifier: string;
  readonly certain: boolean;
  readonly resolved: Resolved;
}

const maxMissing = 100;

/** @param sources of all modules, by path */
export function missingNames(
  edges: readonly AnsweredEdge[],
  sources: ReadonlyMap<string, Source>,
): readonly MissingName[] {
  const targets = new Map<string, string>();
  for (const { importer, how, specifier, resolved } of edges)
    if (how === "import" && resolved.kind === "file") targets.set(`${importer} ${specifier}`, resolved.path);
  const missing: MissingName[] = [];
  const importers = new Set(edges.flatMap(({ importer, certain }) => (certain && importer) || []));
  for (const importer of importers) {
    for (const { specifier, name } of sources.get(importer)?.found.names?.imported ?? []) {
      const path = targets.get(`${importer} ${specifier}`);
      if (path === undefined || missing.length >= maxMissing || mayExport(path, name, new Set())) continue;
      missing.push({ importer, specifier, name, path });
    }
  }
  return missing;

  /** @param seen modules may hand on each other's names in a circle */
  function mayExport(path: string, name: string, seen: Set<string>): boolean {
    const names = sources.get(path)?.found.names ?? null;
    if (names === null || names.exported.has(name)) return true;
    if (name === "default" || seen.has(path)) return false;
    seen.add(path);
    return names.stars.some((star) => {
      const target = targets.get(`${path} ${star}`);
      return target === undefined || mayExport(target, name, seen);
    });
  }
}
