/**
 * A native module was built for another Node: it registers for another NODE_MODULE_VERSION, or asks for a
 * Node-API level above this Node's. The first is refused with an error, the second too from Node 26.11 on;
 * before, it ends the process with SIGSEGV. Told by its symbols; where a static constructor registers it, by
 * Node's own error.
 */

import type { CopyRef } from "../finding.ts";
import type { AbiCause } from "../native/abi-cause.ts";
import { explained, type NativeLoad, nativeVerdict } from "../native/fitting-neighbour.ts";
import { defineRule } from "../rule/rule.ts";

export interface AbiEvidence extends NativeLoad, Omit<AbiCause, "code"> {}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: AbiEvidence;
}

export const abiMismatch = defineRule({
  code: "abi-mismatch",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = explained("abi-mismatch", subject, world);
    return found === null ? null : { copy: subject.copy, evidence: { ...found.load, ...found.cause } };
  },
  verdict: ({ copy, evidence }) => [nativeVerdict(copy, evidence)],
});
