/**
 * Where Node finds a package that a package manager keeps in a folder of its own for each version:
 * `node_modules/.pnpm/zod@3.24.4/node_modules/zod` is `node_modules/zod`, whatever its version.
 */
const store = /\/node_modules\/\.pnpm\/[^/]+\/node_modules\//;

export function plainFolder(path: string): string {
  return path.replace(store, "/node_modules/");
}

export function isInStore(path: string): boolean {
  return store.test(path);
}
