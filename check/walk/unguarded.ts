/** Which modules have no `catch` above them: an error of theirs ends what loads them. */
import type { PredictedEdge } from "./walk.ts";

/**
 * Those that some chain of imports leads to without one that is guarded. A file in whose name is only asked
 * is one of them.
 */
export function unguardedModules(edges: readonly PredictedEdge[]): (path: string | null) => boolean {
  const next = new Map<string | null, string[]>();
  const loaded = new Set<string>();
  for (const { importer, how, guarded, resolved } of edges) {
    if (resolved.kind !== "file" || how === "require.resolve") continue;
    loaded.add(resolved.path);
    if (guarded) continue;
    const paths = next.get(importer) ?? [];
    next.set(importer, paths);
    paths.push(resolved.path);
  }
  const reached = new Set(next.get(null));
  // Those that are added meanwhile come too.
  for (const path of reached) for (const each of next.get(path) ?? []) reached.add(each);
  return (path) => path === null || reached.has(path) || !loaded.has(path);
}
