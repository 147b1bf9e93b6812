/** Against node-gyp-build: any names, the same file. The folders are compared in node-gyp-build.test.ts. */
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { prebuildFile, prebuildFolder } from "../../../../core/native/choice/prebuild-tags.ts";
import { ourHost, published } from "../../../support/real-loaders.ts";

interface Tags {
  readonly file: string;
}
interface Tuple {
  readonly name: string;
}
interface RealLoader {
  parseTags(file: string): Tags | undefined;
  matchTags(runtime: string, abi: string): (tags: Tags | undefined) => boolean;
  compareTags(runtime: string): (a: Tags, b: Tags) => number;
  parseTuple(name: string): Tuple | undefined;
  matchTuple(platform: string, arch: string): (tuple: Tuple | undefined) => boolean;
  compareTuples(a: Tuple, b: Tuple): number;
}

const real = createRequire(import.meta.url)(`${published("node-gyp-build")}/node-gyp-build.js`) as RealLoader;
const host = ourHost({ arch: process.arch as "x64" });
const word = fc.constantFrom(
  "node",
  "electron",
  "napi",
  `abi${host.abi}`,
  "abi93",
  "abi",
  "uv1",
  "uv2",
  "armv8",
  "armv",
  "glibc",
  "musl",
  "n",
  "",
  "__proto__",
);

test("the file", () => {
  const name = fc
    .array(word, { maxLength: 5 })
    .chain((words) => fc.constantFrom(...["node", "js"].map((end) => [...words, end].join("."))));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), (names) => {
      const tags = names.map((each) => real.parseTags(each));
      const [winner] = tags.filter(real.matchTags("node", host.abi)).sort(real.compareTags("node") as never);
      expect(prebuildFile(names, host)).toBe(winner?.file ?? null);
    }),
    { numRuns: 5_000 },
  );
});

test("the folder", () => {
  const name = fc.oneof(
    fc.constantFrom(
      "linux-x64",
      "linux-x64+arm64",
      "linux-arm64",
      "darwin-x64",
      "linux-",
      "linux",
      "-x64",
      "linux-x64-gnu",
      "linux-x64++",
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(name, { maxLength: 6 }), (names) => {
      const tuples = names.map((each) => real.parseTuple(each));
      const [winner] = tuples.filter(real.matchTuple("linux", host.arch)).sort(real.compareTuples as never);
      expect(prebuildFolder(names, host)).toBe(winner?.name ?? null);
    }),
    { numRuns: 5_000 },
  );
});
