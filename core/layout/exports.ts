/**
 * What a package's "exports" offers, by Node's PACKAGE_EXPORTS_RESOLVE without reading a target:
 * 1. "exports" without a key that begins with "." is the target of "." alone.
 * 2. The subpath's exact key, else the "*" key with the longest part before the star that fits.
 * 3. A target string offers; null refuses; an array offers by its first member that does; an object offers by its first key whose condition is
 *    active and whose own target offers.
 * https://nodejs.org/api/esm.html#resolution-algorithm-specification
 */
import type { How } from "../journal/records.ts";

const MAX_DEPTH = 8;
const MAX_KEYS = 2_000;

/** `no-subpath`: the key is not there or refused. `no-condition`: it is there, but for none of the conditions this asker has. */
export type Offer = "offered" | "no-subpath" | "no-condition";

/** `exports` is a parsed package.json's field; `subpath` has no leading `./`, `""` is the package itself. Total. */
export function offerOf(exports: unknown, subpath: string, how: How): Offer {
  const target = targetOf(exports, subpath);
  if (target === undefined || target === null) return "no-subpath";
  return offers(target, activeConditions(how), 0) === true ? "offered" : "no-condition";
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

function activeConditions(how: How): ReadonlySet<string> {
  // "module-sync" is active for require as well, on every Node that has registerHooks.
  return new Set(["default", "node", "node-addons", "module-sync", how === "import" ? "import" : "require"]);
}

function targetOf(exports: unknown, subpath: string): unknown {
  const key = subpath === "" ? "." : `./${subpath}`;
  if (!isSubpathMap(exports)) return key === "." ? exports : undefined;
  if (Object.hasOwn(exports, key) && !key.includes("*")) return exports[key];
  let best: string | undefined;
  for (const pattern of Object.keys(exports).slice(0, MAX_KEYS)) {
    if (fits(pattern, key) && (best === undefined || pattern.indexOf("*") > best.indexOf("*"))) best = pattern;
  }
  return best === undefined ? undefined : exports[best];
}

function fits(pattern: string, key: string): boolean {
  const star = pattern.indexOf("*");
  if (star < 0 || star !== pattern.lastIndexOf("*")) return false;
  return key.length >= pattern.length && key.startsWith(pattern.slice(0, star)) && key.endsWith(pattern.slice(star + 1));
}

/** Null where no condition matches, so that an outer object may go on to its next key; a target that is null itself is a refusal and ends it. */
function offers(target: unknown, active: ReadonlySet<string>, depth: number): boolean | null {
  if (typeof target === "string") return true;
  if (target === null) return false;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(target)) return target.slice(0, MAX_KEYS).some((member) => offers(member, active, depth + 1) === true);
  if (!isMap(target)) return null;
  for (const [condition, inner] of Object.entries(target).slice(0, MAX_KEYS)) {
    const offer = active.has(condition) ? offers(inner, active, depth + 1) : null;
    if (offer !== null) return offer;
  }
  return null;
}

function isSubpathMap(exports: unknown): exports is Readonly<Record<string, unknown>> {
  return isMap(exports) && Object.keys(exports)[0]?.startsWith(".") === true;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
