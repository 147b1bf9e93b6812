/**
 * The mixed-root verdict: frames of one stack that should have come from one place and did not. Looked for in
 * this order, in each the innermost first:
 * 1. one package from two copies;
 * 2. packages of one scope or release train (family.ts) from two roots: they are made to run together, and
 *    pass each other objects. A fact about the stack, not a finding: whether it did harm is for the findings
 *    to say.
 */

import { familyOf } from "../findings/rules/shared/family.ts";
import { type CopyRef, isOwnCode } from "../layout/copy-ref.ts";

export interface MixedRoots {
  /** Null where the two are copies of one package. */
  readonly family: string | null;
  /** The innermost copy, and the first that does not fit it. */
  readonly first: CopyRef;
  readonly other: CopyRef;
}

/** @param copies the distinct copies of a stack, innermost first */
export function mixedRoots(copies: readonly CopyRef[]): MixedRoots | null {
  const packages = copies.filter((copy) => !isOwnCode(copy));
  const twice = firstPair(packages, (first, other) => first.package === other.package);
  if (twice !== null) return { family: null, first: twice[0], other: twice[1] };
  const apart = firstPair(
    packages,
    (first, other) => first.root !== other.root && familyOf(first.package, null, other.package) !== null,
  );
  return apart === null
    ? null
    : { family: familyOf(apart[0].package, null, apart[1].package), first: apart[0], other: apart[1] };
}

function firstPair(
  copies: readonly CopyRef[],
  clash: (first: CopyRef, other: CopyRef) => boolean,
): readonly [first: CopyRef, other: CopyRef] | null {
  for (const [index, first] of copies.entries()) {
    const other = copies.slice(index + 1).find((copy) => clash(first, copy));
    if (other !== undefined) return [first, other];
  }
  return null;
}
