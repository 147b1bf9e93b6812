/** What the user sets: outcrop.json, and environment variables. */
import { parseAcceptances } from "../../../core/findings/engine/accept.ts";
import { readSettings } from "../../../extension/settings.ts";
import type { Target } from "../target.ts";
import { decoder, json, sizeOf, words } from "./support.ts";

export const outcropJson: Target = {
  name: "outcrop-json",
  share: 0.058,
  maxBytes: 8_192,
  words: [
    ...json,
    ...words('"accept":[', '{"code":"shadowed-package","package":"a","reason":"b"},', '"code":"toString"'),
  ],
  operations: { base: 20_000, perByte: 5 },
  size: { base: 10_000, perByte: 4 },
  run: (input) => sizeOf(parseAcceptances(input)),
};

export const settings: Target = {
  name: "settings",
  share: 0.03,
  maxBytes: 1_024,
  words: words(
    "OUTCROP_DETAIL=",
    "OUTCROP_EMIT=",
    "OUTCROP_LOG_LEVEL=",
    "modules",
    "on-change",
    "silent",
    "\n",
    "__proto__=",
    "toString=",
  ),
  operations: { base: 2_000, perByte: 1 },
  size: { base: 1_000, perByte: 1 },
  run(input) {
    const lines = decoder
      .decode(input)
      .split("\n")
      .map((line) => line.split("="));
    const env = Object.fromEntries(lines.map(([name = "", ...value]) => [name, value.join("=")]));
    const complaints: string[] = [];
    return sizeOf([readSettings(env, (problem) => complaints.push(problem)), complaints]);
  },
};
