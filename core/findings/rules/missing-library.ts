/**
 * A library that a native file needs, or the loader that a program names, is nowhere the loader looks; or the
 * file it comes upon first is none. The search is the loader's own (core/native/loader.ts), through what the
 * file's libraries need in turn.
 */
import type { CopyRef } from "../finding.ts";
import type { LibraryCause } from "../native/link-cause.ts";
import { explained, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface LibraryEvidence extends NativeLoad, Omit<LibraryCause, "code"> {}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: LibraryEvidence;
}

export const missingLibrary = defineRule({
  code: "missing-library",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("missing-library", subject, world);
    return found === null ? null : { copy: subject.copy, evidence: { ...found.load, ...found.cause } };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
