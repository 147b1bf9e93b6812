/** What npm and package authors wrote. */
import { declarationOf } from "../../../core/findings/rules/shared/declared-range.ts";
import { conditionsOf, exportedSubpaths, offerOf } from "../../../core/layout/exports.ts";
import { parseHiddenLock } from "../../../core/layout/hidden-lock.ts";
import { parsePackageJson } from "../../../core/layout/package-json.ts";
import type { Target } from "../target.ts";
import { json, sizeOf, words } from "./support.ts";

const packageWords = [
  ...json,
  ...words(
    '"exports":',
    '"./*":',
    '"node":',
    '"import":',
    '"default":',
    '"dependencies":{',
    '"peerDependenciesMeta":{',
    '"optional":true',
    '"bundleDependencies":',
  ),
  ...words('"overrides":{', '"npm:x@1"', '"workspace:*"'),
];

export const packageJson: Target = {
  name: "package-json",
  share: 0.06,
  maxBytes: 8_192,
  words: packageWords,
  operations: { base: 30_000, perByte: 10 },
  size: { base: 2_000, perByte: 30 },
  run(input) {
    const read = parsePackageJson(input);
    if (typeof read === "string") return read.length;
    const { exports } = read;
    const offers = ["", "a", "a/b.js", "__proto__"].map((subpath) => [
      offerOf(exports, subpath, "import"),
      conditionsOf(exports, subpath, 8),
    ]);
    const names = [...read.dependencies.keys(), ...read.peerDependencies.keys(), "__proto__"].slice(0, 20);
    return sizeOf([
      read,
      offers,
      exportedSubpaths(exports, 20),
      names.map((name) => declarationOf(read, name)),
    ]);
  },
};

export const hiddenLock: Target = {
  name: "hidden-lock",
  share: 0.05,
  maxBytes: 8_192,
  words: [...json, ...words('"packages":{', '"node_modules/', '"version":"1.0.0"', '"link":true')],
  operations: { base: 10_000, perByte: 5 },
  size: { base: 1_000, perByte: 10 },
  run: (input) => sizeOf(parseHiddenLock(input)),
};
