import { expect, it } from "vitest";
import { sentenceOf } from "../../../check/what-if/report/words.ts";
import type { Reason } from "../../../check/what-if/verdict.ts";

const about: Omit<Reason, "code"> = {
  outcome: "breaks",
  package: "sharp",
  entry: null,
  how: null,
  old: "x64",
  new: "GLIBC_2.38",
  items: [],
  doubt: null,
};

it("names the dependency or the CPU that native code is for", () => {
  const gone = (entry: string | null) => sentenceOf({ ...about, code: "cpu-gone", entry });
  expect(gone(null)).toBe("sharp has no native code for x86_64 any more.");
  expect(gone("@img/sharp-linux-x64")).toBe(
    "sharp has no @img/sharp-linux-x64 any more, its native code for x86_64.",
  );
  expect(sentenceOf({ ...about, code: "libc-raised", entry: "arm64" })).toBe(
    "the native code of sharp for arm64 needs GLIBC_2.38, which the runtime does not have.",
  );
});
