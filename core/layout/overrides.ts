import { member } from "../json.ts";

/**
 * What a root package.json gives instead of declared ranges: npm's "overrides" (nested by importer),
 * yarn's "resolutions" and "pnpm.overrides" (flat, the importer before a slash or `>`). Only the overridden
 * package and its new range are kept. The importer is not, since the copy that was loaded decides whether an
 * override explains it.
 */

const maxDepth = 4;
const maxEntries = 500;

/** Total: what is malformed is left out. */
export function overridesOf(json: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const field of [
    member(json, "overrides"),
    member(json, "resolutions"),
    member(member(json, "pnpm"), "overrides"),
  ]) {
    collect(field, null, 0, found);
  }
  return found;
}

function collect(node: unknown, owner: string | null, depth: number, found: Map<string, string>): void {
  if (typeof node !== "object" || node === null || Array.isArray(node) || depth >= maxDepth) return;
  for (const [key, value] of Object.entries(node).slice(0, maxEntries)) {
    const name = key === "." ? owner : packageOf(key);
    if (name === null || found.size >= maxEntries) continue;
    if (typeof value === "string") found.set(name, value);
    else collect(value, name, depth + 1, found);
  }
}

/** `**\/a`, `b/a`, `b>a@1` -> `a`; `b/@s/a` -> `@s/a`. */
function packageOf(key: string): string | null {
  const match = /(?:^|[/>])(?<name>(?:@[^/@>]+\/)?[^/@>]+)(?:@[^/>]*)?$/.exec(key);
  return match?.groups?.["name"] ?? null;
}
