/** What each source imports, by the text of its statements: type-only imports and `import()` count. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../..", import.meta.url));
const isInstalled = (path: string): boolean => path.split("/").includes("node_modules");

/** Paths from the repository's top folder. */
export function sourcesBelow(folder: string): string[] {
  return globSync(`${folder}/**/*.ts`, { cwd: top, exclude: isInstalled }).sort();
}

export function specifiersIn(source: string): string[] {
  const text = readFileSync(join(top, source), "utf8");
  const statements = text.matchAll(/(?<!["'])\b(?:from|import|import\(|require\()\s*"([^"]+)"/g);
  return [...statements].map(([, specifier]) => specifier as string);
}

/** A relative specifier's path from the repository's top folder; null for a package. */
export function targetOf(source: string, specifier: string): string | null {
  return specifier.startsWith(".") ? relative(top, join(top, dirname(source), specifier)) : null;
}

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

export function fileGraph(sources: readonly string[]): Graph {
  const known = new Set(sources);
  const targetsOf = (source: string) =>
    specifiersIn(source).flatMap((specifier) => {
      const target = targetOf(source, specifier);
      return target !== null && known.has(target) ? [target] : [];
    });
  return new Map(sources.map((source) => [source, new Set(targetsOf(source))]));
}

/** A folder imports another one where one of its own files imports one of the other's own files. */
export function folderGraph(files: Graph): Graph {
  const folders = new Map<string, Set<string>>();
  for (const [source, targets] of files) {
    const from = dirname(source);
    const to = folders.get(from) ?? new Set();
    folders.set(from, to);
    for (const target of targets) if (dirname(target) !== from) to.add(dirname(target));
  }
  return folders;
}

/** Everything that is imported from here, directly or not, with the start itself. */
export function reachedFrom(start: string, graph: Graph): Set<string> {
  const reached = new Set([start]);
  for (const source of reached) for (const target of graph.get(source) ?? []) reached.add(target);
  return reached;
}

/** The nodes from which an import leads back to them, in groups that reach each other. */
export function circlesIn(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((node) => [node, reachedFrom(node, graph)]));
  const leadsTo = (from: string, to: string): boolean => reached.get(from)?.has(to) === true;
  const grouped = new Set<string>();
  return [...graph.keys()].flatMap((node) => {
    if (grouped.has(node)) return [];
    const circle = [...graph.keys()].filter((other) => leadsTo(node, other) && leadsTo(other, node));
    for (const member of circle) grouped.add(member);
    return circle.length > 1 ? [circle.sort()] : [];
  });
}
