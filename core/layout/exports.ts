/**
 * What a package's "exports" offers, by Node's PACKAGE_EXPORTS_RESOLVE without reading a target:
 * 1. "exports" without a key that begins with "." is the target of "." alone.
 * 2. The subpath's exact key, else the "*" key with the longest part before the star that fits.
 * 3. A target string offers; null refuses; an array offers by its first member that does; an object offers by
 *    its first key whose condition is active and whose own target offers.
 *    https://nodejs.org/api/esm.html#resolution-algorithm-specification
 */
import type { How } from "../journal/records.ts";

const maxDepth = 8;
const maxKeys = 2_000;

/**
 * `no-subpath`: the key is not there or refused. `no-condition`: it is there, but for none of the conditions
 * this asker has.
 */
export type Offer = "offered" | "no-subpath" | "no-condition";

/**
 * `exports` is a parsed package.json's field; `subpath` has no leading `./`, `""` is the package itself.
 * Total.
 */
export function offerOf(exports: unknown, subpath: string, how: How): Offer {
  const target = targetOf(exports, subpath);
  if (target === undefined || target === null) return "no-subpath";
  return typeof chosen(target, activeConditions(how), 0) === "string" ? "offered" : "no-condition";
}

/** The files that "exports" names for the package itself, for `require` and for `import`, as written. */
export function entryTargets(exports: unknown): readonly string[] {
  const target = targetOf(exports, "");
  const targets = (["require", "import"] as const).map((how) => chosen(target, activeConditions(how), 0));
  return [
    ...new Set(targets.filter((file) => typeof file === "string" && file.startsWith("./"))),
  ] as string[];
}

/** The keys of "exports", `["."]` for the package alone; at most `max`. */
export function exportedSubpaths(exports: unknown, max: number): readonly string[] {
  return isSubpathMap(exports) ? Object.keys(exports).slice(0, max) : ["."];
}

/** The outermost conditions a subpath's target is split by, none where it is one target for all. */
export function conditionsOf(exports: unknown, subpath: string, max: number): readonly string[] {
  const target = targetOf(exports, subpath);
  return isMap(target) ? Object.keys(target).slice(0, max) : [];
}

/**
 * The package that "imports" gives for `#x` (PACKAGE_IMPORTS_RESOLVE), as a specifier; null if it gives a
 * file of the importer's own copy, or nothing.
 */
export function importedPackage(imports: unknown, specifier: string, how: How): string | null {
  if (!isMap(imports)) return null;
  const key = keyOf(imports, specifier);
  const target = key === undefined ? null : chosen(imports[key], activeConditions(how), 0);
  if (key === undefined || typeof target !== "string" || target.startsWith(".") || target.startsWith("/"))
    return null;
  const star = key.indexOf("*");
  return star < 0
    ? target
    : target.replaceAll("*", () => specifier.slice(star, specifier.length - (key.length - star - 1)));
}

function activeConditions(how: How): ReadonlySet<string> {
  // "module-sync" is active for require as well, on every Node that has registerHooks.
  return new Set(["default", "node", "node-addons", "module-sync", how === "import" ? "import" : "require"]);
}

function targetOf(exports: unknown, subpath: string): unknown {
  const key = subpath === "" ? "." : `./${subpath}`;
  if (!isSubpathMap(exports)) return key === "." ? exports : undefined;
  const best = keyOf(exports, key);
  return best === undefined ? undefined : exports[best];
}

/** The exact key, else the "*" key with the longest part before the star that fits. */
function keyOf(map: Readonly<Record<string, unknown>>, wanted: string): string | undefined {
  if (Object.hasOwn(map, wanted) && !wanted.includes("*")) return wanted;
  let best: string | undefined;
  for (const pattern of Object.keys(map).slice(0, maxKeys)) {
    if (fits(pattern, wanted) && (best === undefined || pattern.indexOf("*") > best.indexOf("*")))
      best = pattern;
  }
  return best;
}

function fits(pattern: string, key: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0 || star !== pattern.lastIndexOf("*")) return false;
  return (
    key.length >= pattern.length &&
    key.startsWith(pattern.slice(0, star)) &&
    key.endsWith(pattern.slice(star + 1))
  );
}

/**
 * The target string that is chosen. Null where no condition matches, so that an outer object may go on to its
 * next key; a target that is null itself is a refusal and ends it: false.
 */
function chosen(target: unknown, active: ReadonlySet<string>, depth: number): string | false | null {
  if (typeof target === "string") return target;
  if (target === null) return false;
  if (depth >= maxDepth) return null;
  if (Array.isArray(target)) {
    for (const member of target.slice(0, maxKeys)) {
      const file = chosen(member, active, depth + 1);
      if (typeof file === "string") return file;
    }
    return false;
  }
  if (!isMap(target)) return null;
  for (const [condition, inner] of Object.entries(target).slice(0, maxKeys)) {
    const file = active.has(condition) ? chosen(inner, active, depth + 1) : null;
    if (file !== null) return file;
  }
  return null;
}

function isSubpathMap(exports: unknown): exports is Readonly<Record<string, unknown>> {
  return isMap(exports) && Object.keys(exports)[0]?.startsWith(".") === true;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
