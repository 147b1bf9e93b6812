/**
 * Modules that another preload loaded before the shim. `require.cache` is all that remains of their
 * resolutions.
 */
import type { Journal } from "./journal-file.ts";

export function recordPreloaded(journal: Journal): void {
  for (const [path, module] of Object.entries(require.cache)) {
    if (path === __filename) continue;
    const importer = module?.parent?.filename ?? null;
    journal.append({
      tag: "resolution",
      thread: journal.thread,
      how: "preloaded",
      specifier: path,
      importer,
      path,
    });
  }
}
