/**
 * What becomes of a function where a package cannot load its native file. Packages leave that to a loader,
 * such as node-gyp-build, which they call where they ask for it. Whether a `catch` is above that call shows
 * what its error does.
 */
import type { Fate } from "../../core/findings/engine/latent.ts";
import { isInside } from "../../core/layout/paths.ts";
import { unguardedModules } from "../walk/unguarded.ts";
import type { PredictedEdge } from "../walk/walk.ts";

const loaders = new Set(["bindings", "node-gyp-build", "node-gyp-build-optional-packages"]);

/** By the copy's folder; null where nothing shows it. */
export function fatesIn(edges: readonly PredictedEdge[]): (copy: string) => Fate | null {
  const isUnguarded = unguardedModules(edges);
  const calls = edges.flatMap(({ importer, specifier, called, guarded }) =>
    importer !== null && called && loaders.has(specifier)
      ? [{ importer, isCaught: guarded || !isUnguarded(importer) }]
      : [],
  );
  return (copy) => {
    const own = calls.filter(
      ({ importer }) => isInside(importer, copy) && !importer.slice(copy.length).includes("/node_modules/"),
    );
    if (own.length === 0) return null;
    return own.some(({ isCaught }) => !isCaught) ? "ends" : "caught";
  };
}
