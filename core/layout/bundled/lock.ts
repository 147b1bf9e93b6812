/**
 * The versions that npm's package-lock.json has for the places of bundled copies (npm documentation,
 * package-lock.json, "packages"). A lock that is deployed with a bundle is the one of the install that was
 * bundled.
 */
import type { JsonReader } from "./json-reader.ts";

const maxVersion = 128;

/**
 * Place -> version; a place that the lock knows in two workspaces, with two versions, is left out.
 * @param places those without a version
 * @throws JsonError
 */
export function* readLock(
  json: JsonReader,
  places: ReadonlySet<string>,
): Generator<void, ReadonlyMap<string, string>> {
  const exact = new Map<string, string>();
  const inSomeFolder = new Map<string, Set<string>>();
  yield* json.members(function* (key) {
    if (key !== "packages" || !json.isAtObject) {
      yield* json.skip();
      return false;
    }
    yield* json.members(function* (path) {
      const start = `/${path}`.indexOf("/node_modules/");
      const place = start < 0 ? "" : path.slice(start);
      const version = yield* versionOf(json);
      if (version === null) return false;
      if (places.has(path)) exact.set(path, version);
      if (places.has(place)) inSomeFolder.set(place, (inSomeFolder.get(place) ?? new Set()).add(version));
      return false;
    });
    return true;
  });
  const found = new Map<string, string>();
  for (const [place, versions] of inSomeFolder) {
    const [version] = versions;
    if (versions.size === 1 && version !== undefined) found.set(place, version);
  }
  for (const [place, version] of exact) if (!place.startsWith("node_modules/")) found.set(place, version);
  return found;
}

function* versionOf(json: JsonReader): Generator<void, string | null> {
  let version: string | null = null;
  if (!json.isAtObject) yield* json.skip();
  else
    yield* json.members(function* (key) {
      if (key === "version") version = yield* json.string(maxVersion);
      else yield* json.skip();
      return false;
    });
  return version;
}
