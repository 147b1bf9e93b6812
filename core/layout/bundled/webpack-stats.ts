/**
 * The packed files of a bundle in webpack's stats (webpack documentation, "Stats Data"). `assets` says which
 * chunks are in the bundle, `modules` which modules are in a chunk. A module that joins several has them in
 * its own `modules`, without chunks.
 */
import { lastSegment } from "../paths.ts";
import type { JsonReader } from "./json-reader.ts";
import { outputOf } from "./output-file.ts";
import { maxPathBytes, type PackedFiles } from "./packed-files.ts";

const maxAssets = 200;
const maxChunks = 200;
const maxModules = 100_000;
const maxName = 200;

interface Module {
  readonly names: readonly string[];
  readonly chunks: readonly string[];
}

/** Returns whether it names the bundle as an asset. @throws JsonError */
export function* readWebpackStats(
  json: JsonReader,
  bundle: string,
  files: PackedFiles,
): Generator<void, boolean> {
  const assets = new Map<string, readonly string[]>();
  const modules: Module[] = [];
  let room = maxModules;
  yield* json.members(function* (key) {
    if (key === "assets") {
      yield* json.elements(function* () {
        const { name, chunks } = yield* namedOf(json, () => false);
        if (name !== null && lastSegment(name) === lastSegment(bundle) && assets.size < maxAssets)
          assets.set(name, chunks);
        return false;
      });
      return false;
    }
    if (key !== "modules") {
      yield* json.skip();
      return false;
    }
    yield* json.elements(function* () {
      const { name, chunks, joined } = yield* namedOf(json, () => room-- > 0);
      const names = joined.length > 0 || name === null ? joined : [name];
      // What tree shaking left out is in no chunk.
      if (chunks.length > 0 && room-- > 0) modules.push({ names, chunks });
      return false;
    });
    return assets.size > 0;
  });
  const own = outputOf(assets.keys(), bundle);
  const chunks = new Set(assets.get(own ?? "") ?? []);
  for (const module of modules)
    if (module.chunks.some((chunk) => chunks.has(chunk))) for (const name of module.names) files.add(name);
  return own !== null;
}

interface Named {
  readonly name: string | null;
  readonly chunks: readonly string[];
  /** The names of the modules in it. */
  readonly joined: readonly string[];
}

/** An asset or a module. @param takes whether one more joined module may be kept */
function* namedOf(json: JsonReader, takes: () => boolean): Generator<void, Named> {
  let name: string | null = null;
  const chunks: string[] = [];
  const joined: string[] = [];
  if (!json.isAtObject) {
    yield* json.skip();
    return { name, chunks, joined };
  }
  yield* json.members(function* (key) {
    if (key === "name") name = yield* json.string(maxPathBytes);
    else if (key === "chunks" && json.isAtArray)
      yield* json.elements(function* () {
        const chunk = yield* json.text(maxName);
        if (chunk !== null && chunks.length < maxChunks) chunks.push(chunk);
        return false;
      });
    else if (key === "modules" && json.isAtArray)
      yield* json.elements(function* () {
        const inner = yield* nameOf(json);
        if (inner !== null && takes()) joined.push(inner);
        return false;
      });
    else yield* json.skip();
    return false;
  });
  return { name, chunks, joined };
}

function* nameOf(json: JsonReader): Generator<void, string | null> {
  let name: string | null = null;
  if (!json.isAtObject) yield* json.skip();
  else
    yield* json.members(function* (key) {
      if (key === "name") name = yield* json.string(maxPathBytes);
      else yield* json.skip();
      return false;
    });
  return name;
}
