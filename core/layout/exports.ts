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
  return typeof chosen(target, activeConditions(how)) === "string" ? "offered" : "no-condition";
}

/**
 * The target for these conditions, as written, with the `*` of its key put in. `refused`: the key is not
 * there, or is null, or no condition fits.
 */
export function exportTarget(exports: unknown, subpath: string, conditions: ReadonlySet<string>): Target {
  const key = subpath === "" ? "." : `./${subpath}`;
  if (!isSubpathMap(exports)) return key === "." ? targetIn({ ".": exports }, ".", conditions) : refused;
  return targetIn(exports, key, conditions);
}

/** The same for a key of "imports", which begins with `#`. */
export function importTarget(imports: unknown, specifier: string, conditions: ReadonlySet<string>): Target {
  return isMap(imports) ? targetIn(imports, specifier, conditions) : refused;
}

export type Target = { readonly written: string } | "refused";
const refused = "refused" as const;

function targetIn(
  map: Readonly<Record<string, unknown>>,
  wanted: string,
  conditions: ReadonlySet<string>,
): Target {
  const key = keyOf(map, wanted);
  const target = key === undefined ? null : chosen(map[key], conditions, { names: key.startsWith("#") });
  if (key === undefined || typeof target !== "string") return refused;
  return { written: withStar(target, key, wanted) };
}

/** The files that "exports" names for the package itself, for `require` and for `import`, as written. */
export function entryTargets(exports: unknown): readonly string[] {
  const target = targetOf(exports, "");
  const targets = (["require", "import"] as const).map((how) => chosen(target, activeConditions(how)));
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
  const target = key === undefined ? null : chosen(imports[key], activeConditions(how), { names: true });
  if (key === undefined || typeof target !== "string" || target.startsWith(".") || target.startsWith("/"))
    return null;
  return withStar(target, key, specifier);
}

/** The part that fits the key's `*`, put where the target has one. */
function withStar(target: string, key: string, wanted: string): string {
  const star = key.indexOf("*");
  if (star < 0) return target;
  const part = wanted.slice(star, wanted.length - (key.length - star - 1));
  return target.replaceAll("*", () => part);
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

/** The exact key, else the "*" key that fits and is the closest. */
function keyOf(map: Readonly<Record<string, unknown>>, wanted: string): string | undefined {
  if (Object.hasOwn(map, wanted) && !wanted.includes("*")) return wanted;
  let best: string | undefined;
  for (const pattern of Object.keys(map).slice(0, maxKeys)) {
    if (fits(pattern, wanted) && (best === undefined || isCloser(pattern, best))) best = pattern;
  }
  return best;
}

/** PATTERN_KEY_COMPARE */
function isCloser(pattern: string, than: string): boolean {
  const [star, other] = [pattern.indexOf("*"), than.indexOf("*")];
  return star > other || (star === other && pattern.length > than.length);
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
 * The target string that is chosen, of an array the first that is valid. Null where no condition matches, so that an outer object may go on to its
 * next key; a target that is null itself is a refusal and ends it: false.
 */
function chosen(
  target: unknown,
  active: ReadonlySet<string>,
  { depth = 0, names = false }: { readonly depth?: number; readonly names?: boolean } = {},
): string | false | null {
  const below = { depth: depth + 1, names };
  if (typeof target === "string") return target;
  if (target === null) return false;
  if (depth >= maxDepth) return null;
  if (Array.isArray(target)) {
    // The first member that is a valid target. What the others were decides only where none is.
    let other: string | false | null = target.length === 0 ? false : null;
    for (const member of target.slice(0, maxKeys)) {
      const file = chosen(member, active, below);
      if (typeof file === "string" && isValidTarget(file, names)) return file;
      if (file !== null) other = file;
    }
    return other;
  }
  if (!isMap(target)) return null;
  for (const [condition, inner] of Object.entries(target).slice(0, maxKeys)) {
    const file = active.has(condition) ? chosen(inner, active, below) : null;
    if (file !== null) return file;
  }
  return null;
}

/** @param names whether it may be the name of another package, as in "imports" */
export function isValidTarget(written: string, names: boolean): boolean {
  if (!written.startsWith("./")) return names && !/^(?:\.\.?(?:\/|$)|\/)/.test(written);
  return !/(?:^|\/)(?:\.\.?|node_modules)(?:\/|$)/i.test(written.slice(2));
}

function isSubpathMap(exports: unknown): exports is Readonly<Record<string, unknown>> {
  return isMap(exports) && Object.keys(exports)[0]?.startsWith(".") === true;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
