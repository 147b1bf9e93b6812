/**
 * A native file was built for another CPU. Its header decides: the loader's own text for a foreign machine is
 * "cannot open shared object file: No such file or directory" (seen on glibc 2.34 to 2.36), and a program for
 * another CPU raises no error at all when it is started.
 */

import type { CopyRef } from "../finding.ts";
import type { ArchitectureCause } from "../native/file-cause.ts";
import { explained, fittingNeighbour, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface ArchitectureEvidence extends NativeLoad, Omit<ArchitectureCause, "code"> {
  /** A file of the same package that this host could load, where one lies beside. */
  readonly fitting: string | null;
}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: ArchitectureEvidence;
}

export const wrongArchitecture = defineRule({
  code: "wrong-architecture",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("wrong-architecture", subject, world);
    if (found === null) return null;
    return {
      copy: subject.copy,
      evidence: { ...found.load, ...found.cause, fitting: fittingNeighbour(subject, world) },
    };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
