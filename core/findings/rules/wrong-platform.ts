/**
 * A file that is no Linux ELF lies where one should be: built on macOS or Windows, for another system, left
 * as a Git LFS pointer, or a text. Judged by its bytes. A text is legal where a program is meant: it is a
 * script.
 */

import type { CopyRef } from "../finding.ts";
import type { PlatformCause } from "../native/file-cause.ts";
import { explained, fittingNeighbour, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface PlatformEvidence extends NativeLoad, Omit<PlatformCause, "code"> {
  /** A file of the same package that this host could load, where one lies beside. */
  readonly fitting: string | null;
}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: PlatformEvidence;
}

export const wrongPlatform = defineRule({
  code: "wrong-platform",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("wrong-platform", subject, world);
    if (found === null) return null;
    return {
      copy: subject.copy,
      evidence: { ...found.load, ...found.cause, fitting: fittingNeighbour(subject, world) },
    };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
