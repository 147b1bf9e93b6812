/**
 * A native file, or a library it brings along, was built for another C library than the host's. Told by the
 * loader a program names and the libraries a file needs: `libc.so.6` is glibc's, `libc.musl-*` musl's, a bare
 * `libc.so` musl's or Android's. A program whose own loader lies on the disk runs, and is no finding.
 */
import type { CopyRef } from "../finding.ts";
import type { LibcCause } from "../native/link-cause.ts";
import { explained, fittingNeighbour, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface LibcEvidence extends NativeLoad, Omit<LibcCause, "code"> {
  /** A file of the same package that this host could load, where one lies beside. */
  readonly fitting: string | null;
}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: LibcEvidence;
}

export const wrongLibc = defineRule({
  code: "wrong-libc",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("wrong-libc", subject, world);
    if (found === null) return null;
    return {
      copy: subject.copy,
      evidence: { ...found.load, ...found.cause, fitting: fittingNeighbour(subject, world) },
    };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
