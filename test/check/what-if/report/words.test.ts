import { expect, it } from "vitest";
import { sentenceOf } from "../../../../check/what-if/report/words.ts";

it("has CPUs as Lambda names them", () => {
  const about = { package: "sharp", entry: null, how: null, old: "x64", new: null, items: [], doubt: null };
  expect(sentenceOf({ ...about, code: "cpu-gone", outcome: "breaks" })).toBe(
    "sharp has no native code for x86_64 any more.",
  );
});
