/** Text with a grammar of its own: version ranges, and stacks. */

import { parseStack } from "../../../core/explain/stack.ts";
import { traceOf } from "../../../core/explain/trace.ts";
import { accepts, acceptsLineOf, distance } from "../../../core/findings/rules/shared/declared-range.ts";
import { placeInNodeModules } from "../../../core/layout/copy.ts";
import type { Target } from "../target.ts";
import { decoder, sizeOf, words } from "./support.ts";

export const range: Target = {
  name: "range",
  share: 0.05,
  maxBytes: 2_048,
  words: words(
    " || ",
    " - ",
    "^",
    "~",
    ">=",
    "<",
    "*",
    "x",
    "-0",
    "-alpha.1",
    "+build",
    "npm:@a/b@",
    "workspace:*",
    "9007199254740993",
    "\n",
    "  ",
  ),
  operations: { base: 300_000, perByte: 50 },
  size: { base: 200, perByte: 1 },
  run(input) {
    const [range = "", version = "", other = ""] = decoder.decode(input).split("\n");
    return sizeOf([accepts(range, version), acceptsLineOf(range, version), distance(version, other)]);
  },
};

export const stack: Target = {
  name: "stack",
  share: 0.05,
  maxBytes: 16_384,
  words: words(
    "\n    at ",
    "async ",
    "new ",
    " (",
    ")",
    ":1:2",
    "file:///",
    "node:internal/",
    "eval at ",
    "<anonymous>",
    "/node_modules/",
    "%2f",
    "%zz",
    "?",
    "#",
    "/../",
  ),
  operations: { base: 300_000, perByte: 10 },
  size: { base: 1_000, perByte: 20 },
  run(input) {
    const lines = decoder.decode(input).split("\n");
    const frames = parseStack(lines);
    for (const { path } of frames)
      if (!/^(?:\/|node:)/.test(path)) throw new Error(`no absolute path: ${path}`);
    const trace = traceOf(lines, (path) => ({
      package: "p",
      version: null,
      root: "other",
      path: "/",
      ...placeInNodeModules(path),
    }));
    return sizeOf([frames, trace]);
  },
};
