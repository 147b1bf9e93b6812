/**
 * Newer Node lines ask hooks for `require` and `require.resolve` with the same arguments. The shim
 * distinguishes them by this: Node reads `Module._extensions` when it begins to load a file, and the module
 * is then already in its cache. `require.resolve` does neither.
 */
import type { Edges } from "./edges.ts";
import { defineProperty, getOwnPropertyDescriptor } from "./primordials.ts";
import type { Loader } from "./resolve-filename.ts";

export function observeLoads(loader: Loader, edges: Edges): void {
  const before = getOwnPropertyDescriptor(loader, "_extensions");
  if (before?.configurable !== true || !("value" in before)) return;
  let { value } = before;
  edges.ambiguous = defineProperty(loader, "_extensions", {
    get() {
      if (edges.pending !== null) edges.began(loader._cache);
      return value;
    },
    set(extensions) {
      value = extensions;
    },
    enumerable: true,
    configurable: true,
  });
}
