/** One copy as findings, telemetry and every text name it. */
import { bundledAt } from "./bundled-path.ts";
import type { Root } from "./roots.ts";

export interface CopyRef {
  /** The package's name; `(function)`, `(layer)` and so on for a root's own code. */
  readonly package: string;
  /** Null where package.json is missing, unreadable or has no version. */
  readonly version: string | null;
  readonly root: Root;
  /** The copy's physical directory; of a copy in a bundle, see bundled-path.ts. */
  readonly path: string;
  /** The symbolic link through which it was reached (pnpm, workspaces); absent without one. */
  readonly link?: string;
  /** Of a copy in /opt: the layer it came from, `shop-utils:7`, if a lock or a manifest names it. */
  readonly layer?: string;
}

/** How a root's own code is named where a package's name is expected: no npm name has a parenthesis. */
export function ownCodeName(root: Root): string {
  return `(${root})`;
}

/** Whether it is a root's own code and not a package. */
export function isOwnCode(copy: { readonly package: string }): boolean {
  return copy.package.startsWith("(");
}

/** `sharp@0.33.0`, or `the function's own code` */
export function named(copy: CopyRef): string {
  if (!isOwnCode(copy)) return `${copy.package}@${copy.version ?? noVersion(copy)}`;
  return copy.root === "other" ? "code outside every root" : `the ${copy.root}'s own code`;
}

/**
 * `sharp@0.33.0 in the layer media:4 (/opt/nodejs/node_modules/sharp)`, or
 * `zod@4.1.13 in the bundle /var/task/index.js (node_modules/zod)`
 */
export function located(copy: CopyRef): string {
  const bundled = bundledAt(copy.path);
  if (bundled !== null) return `${named(copy)} in the bundle ${bundled.bundle} (${bundled.place})`;
  return `${named(copy)} in ${homePhrase(copy)} (${copy.path})`;
}

function noVersion({ path }: CopyRef): string {
  return bundledAt(path) === null ? "(no version)" : "(unknown version)";
}

export function rootPhrase(root: Root): string {
  return root === "other" ? "no root" : root === "node" ? "Node" : `the ${root}`;
}

/** `the layer media:4`; `the layer` where it is not known which. */
export function homePhrase({ root, layer }: { root: Root; layer?: string | null | undefined }): string {
  return layer == null ? rootPhrase(root) : `${rootPhrase(root)} ${layer}`;
}
