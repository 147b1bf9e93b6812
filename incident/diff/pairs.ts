/**
 * Which function of one side is compared with which of the other: those of one name, and where each side has
 * a single one, these two.
 */

import type { Change } from "../analysis/analysis.ts";
import { differences } from "../analysis/differences.ts";
import type { Side } from "./side.ts";

export interface Pair {
  readonly left: Side;
  readonly right: Side;
  readonly changes: readonly Change[];
}

export interface Diff {
  readonly pairs: readonly Pair[];
  /** Functions that the other side does not have. */
  readonly onlyLeft: readonly Side[];
  readonly onlyRight: readonly Side[];
}

export function diffOf(left: readonly Side[], right: readonly Side[]): Diff {
  const [first] = left;
  const [second] = right;
  if (left.length === 1 && right.length === 1 && first !== undefined && second !== undefined)
    return { pairs: [pairOf(first, second)], onlyLeft: [], onlyRight: [] };
  const others = new Map(right.map((side) => [side.functionName, side]));
  const pairs = left.flatMap((side) => {
    const other = others.get(side.functionName);
    return other === undefined ? [] : [pairOf(side, other)];
  });
  const paired = new Set(pairs.map((pair) => pair.left.functionName));
  return {
    pairs,
    onlyLeft: left.filter(({ functionName }) => !paired.has(functionName)),
    onlyRight: right.filter(({ functionName }) => !paired.has(functionName)),
  };
}

function pairOf(left: Side, right: Side): Pair {
  return { left, right, changes: differences(left.load.copies, right.load.copies) };
}
