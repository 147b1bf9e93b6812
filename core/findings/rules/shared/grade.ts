import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";
import { distance } from "./declared-range.ts";

/**
 * How far two copies of one package are apart, from nearest to farthest; `unknown` where the version of one
 * is not known.
 */
export type Grade = "same-bytes" | "same-version" | "patch" | "minor" | "major" | "unknown";

export interface Graded {
  readonly grade: Grade;
  /** Files read and found equal in both copies; 0 unless the grade is `same-bytes`. */
  readonly filesCompared: number;
}

export function gradeOf(winner: CopyRef, loser: CopyRef, { sameBytes, usage }: World): Graded {
  const apart = distance(winner.version, loser.version);
  if (apart !== "none") return { grade: apart, filesCompared: 0 };
  // Only now is it worth reading: different versions differ in package.json already.
  const filesCompared = sameBytes.filesEqual(winner.path, loser.path, usage.modulesOf(winner.path));
  return { grade: filesCompared > 0 ? "same-bytes" : "same-version", filesCompared };
}
