/** What bundlers write next to a bundle. */
import { JsonError, JsonReader, type ReadAt } from "../../../core/layout/bundled/json-reader.ts";
import { readLock } from "../../../core/layout/bundled/lock.ts";
import { inlineBytes, mapPlaceOf } from "../../../core/layout/bundled/map-comment.ts";
import { readMetafile } from "../../../core/layout/bundled/metafile.ts";
import { PackedFiles } from "../../../core/layout/bundled/packed-files.ts";
import { readSourceMap } from "../../../core/layout/bundled/source-map.ts";
import { readWebpackStats } from "../../../core/layout/bundled/webpack-stats.ts";
import { MemoryFiles } from "../../core/support/tree.ts";
import type { Target } from "../target.ts";
import { json, words } from "./support.ts";

const bundle = "/var/task/index.js";

type Read = (json: JsonReader, files: PackedFiles) => Generator<void, unknown>;
const reads: readonly Read[] = [
  readSourceMap,
  (reader, files) => readMetafile(reader, bundle, files),
  (reader, files) => readWebpackStats(reader, bundle, files),
  (reader) => readLock(reader, new Set(["node_modules/zod", "node_modules/ms"])),
];

export const bundleMetadata: Target = {
  name: "bundle-metadata",
  share: 0.05,
  maxBytes: 8_192,
  words: [
    ...json,
    ...words(
      '"sources":[',
      '"sourcesContent":[',
      '"sections":[{"map":{',
      '"outputs":{"index.js":{"inputs":{',
    ),
    ...words(
      '"bytesInOutput":1',
      '"assets":[{"name":"index.js","chunks":[1]}]',
      '"modules":[{"name":"',
      '"chunks":[1]',
    ),
    ...words(
      "node_modules/zod/package.json",
      "node_modules/.pnpm/ms@1.0.0/node_modules/ms/",
      "webpack://x/./",
    ),
    ...words(
      '"packages":{"node_modules/zod":{"version":"1.0.0"}}',
      "//# sourceMappingURL=",
      "data:application/json;base64,",
    ),
  ],
  operations: { base: 90_000, perByte: 90 },
  size: { base: 2_000, perByte: 60 },
  run(input) {
    let size = 0;
    const whole: ReadAt = (offset, length) => input.subarray(offset, offset + length);
    // Pieces as small as this meet in every place.
    const small: ReadAt = (offset, length) => input.subarray(offset, offset + Math.min(7, length));
    for (const read of reads) {
      const answers = [whole, small].map((bytes) => answerOf(bytes, read));
      if (answers[0] !== answers[1]) throw new Error("the answer depends on the pieces");
      size += answers[0]?.length ?? 0;
    }
    const files = new MemoryFiles({ function: { "index.js": input } });
    const place = finish(mapPlaceOf(files, bundle, "/var/task"));
    if (place?.kind === "file" && !place.path.startsWith("/var/task/")) throw new Error("left the function");
    if (place?.kind === "inline") answerOf(inlineBytes(files, bundle, place.start), readSourceMap);
    return size;
  },
};

function answerOf(bytes: ReadAt, read: Read): string {
  const files = new PackedFiles();
  const reader = new JsonReader(bytes, 1_000_000);
  let isRead: unknown;
  try {
    isRead = finish(read(reader, files));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    isRead = error.reason;
  }
  return JSON.stringify([isRead instanceof Map ? [...isRead] : isRead, files.copies()]);
}

function finish<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
