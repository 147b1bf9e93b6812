/**
 * A native file is no whole one: empty, cut off, unreadable, with a header that no loader takes, or a program
 * without its x bit. Cut off behind its headers it loads, and the process dies with SIGBUS at the first touch
 * of what is missing.
 */

import type { CopyRef } from "../finding.ts";
import type { DamageCause } from "../native/file-cause.ts";
import { explained, fittingNeighbour, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface DamageEvidence extends NativeLoad, Omit<DamageCause, "code"> {
  /** A file of the same package that this host could load, where one lies beside. */
  readonly fitting: string | null;
}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: DamageEvidence;
}

export const damagedBinary = defineRule({
  code: "damaged-binary",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("damaged-binary", subject, world);
    if (found === null) return null;
    return {
      copy: subject.copy,
      evidence: { ...found.load, ...found.cause, fitting: fittingNeighbour(subject, world) },
    };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
