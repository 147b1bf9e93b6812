/**
 * A native file, or a library it brings along, needs symbol versions that the library found here does not
 * have: GLIBC, GLIBCXX or CXXABI as a rule. Judged per library, by the versions the found file itself
 * defines, as the loader does: `GLIBC_2.0` of libgcc_s says nothing of glibc. Versions marked weak are none,
 * since the loader only warns; a library without any version offers all.
 */
import type { CopyRef } from "../finding.ts";
import type { VersionCause } from "../native/link-cause.ts";
import { explained, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface VersionEvidence extends NativeLoad, Omit<VersionCause, "code"> {}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: VersionEvidence;
}

export const newerLibc = defineRule({
  code: "newer-libc",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("newer-libc", subject, world);
    return found === null ? null : { copy: subject.copy, evidence: { ...found.load, ...found.cause } };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
