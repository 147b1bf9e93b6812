/**
 * The packed files of a source map (ECMA-426): `sources`, also of each map in `sections`. Of `sourcesContent`
 * only the package.json files are read, for their versions. Without any, the reading ends behind `sources`.
 */
import type { JsonReader } from "./json-reader.ts";
import { maxPathBytes, type PackedFiles } from "./packed-files.ts";

const maxManifestBytes = 64 * 1024;
const maxManifests = 500;

/** Returns whether it was a source map. @throws JsonError */
export function* readSourceMap(json: JsonReader, files: PackedFiles): Generator<void, boolean> {
  return yield* readMap(json, files, false);
}

function* readMap(json: JsonReader, files: PackedFiles, isSection: boolean): Generator<void, boolean> {
  let isMap = false;
  /** Index in `sources` -> the copy. */
  const manifests = new Map<number, string>();
  let lastManifest = -1;
  yield* json.members(function* (key) {
    switch (key) {
      case "sources":
        isMap = true;
        yield* json.elements(function* (index) {
          const path = yield* json.string(maxPathBytes);
          const copy = path === null ? null : files.add(path);
          if (copy !== null && manifests.size < maxManifests) {
            manifests.set(index, copy);
            lastManifest = index;
          }
          return false;
        });
        return !isSection && lastManifest < 0;
      case "sourcesContent":
        if (lastManifest < 0) break;
        return yield* json.elements(function* (index) {
          const copy = manifests.get(index);
          const text = copy === undefined ? yield* json.skip() : yield* json.string(maxManifestBytes);
          if (copy !== undefined && typeof text === "string") files.addManifest(copy, text);
          return !isSection && index >= lastManifest;
        });
      case "sections":
        // Sections do not nest.
        if (isSection) break;
        isMap = true;
        yield* json.elements(function* () {
          yield* json.members(function* (part) {
            if (part === "map" && json.isAtObject) yield* readMap(json, files, true);
            else yield* json.skip();
            return false;
          });
          return false;
        });
        return false;
    }
    yield* json.skip();
    return false;
  });
  return isMap;
}
