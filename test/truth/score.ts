/**
 * What counts as right.
 *
 * | the replay says | right answers |
 * |---|---|
 * | repairing X lets the event pass | X is named alone, or as one of at most two packages that fit equally |
 * | the same, and no line of the logs has the error | also: nothing failed, or not enough evidence |
 * | no repair helps | no collision is blamed: no collision found, or not enough evidence |
 * | the same, and no line of the logs has the error | also: nothing failed |
 * | the event passes as it is | no collision is blamed |
 * | no repair helps, but taking back the change of package Y | "no collision found" must name Y |
 *
 * X is named where the package, one of its codes and one of its copies agree. Where the answer names no copy,
 * the package and the code are enough.
 */
import type { Answered, Named } from "./answer.ts";
import type { Label, Repair } from "./replay.ts";

export const confidences = ["certain", "high", "medium", "low"] as const;

/** In words that stay when the product's change. */
export type Said = "collision" | "no-collision" | "not-told" | "nothing-failed";

const said: Readonly<Record<string, Said>> = {
  collision: "collision",
  several: "collision",
  "no-collision": "no-collision",
  "nothing-failed": "nothing-failed",
  "no-data": "not-told",
  "not-told": "not-told",
};

export interface Score {
  readonly right: boolean;
  /** Right, and one of two that were named. */
  readonly oneOfTwo: boolean;
  readonly said: Said;
  /** What is true, for the table of confusions. */
  readonly truth: "collision" | "none";
}

const MOST_NAMED = 2;

/** @param visible a line of the logs that Outcrop did not write has the error */
export function scoreOf(label: Label, visible: boolean, answered: Answered): Score {
  const what = saidOf(answered);
  const truth = label.causes.length > 0 ? "collision" : "none";
  const right =
    what === "collision"
      ? truth === "collision" && isNamed(label.causes, answered.named)
      : what === "nothing-failed"
        ? !visible || label.outcome === "passed"
        : truth === "none"
          ? what === "not-told" || label.changed === null || answered.text.includes(label.changed)
          : what === "not-told" && !visible;
  return { right, oneOfTwo: right && packagesOf(answered.named) > 1, said: what, truth };
}

function saidOf({ verdict, named }: Answered): Said {
  const known = said[verdict];
  if (known === undefined) throw new Error(`score.ts does not know the verdict ${verdict}`);
  // A verdict that blames a collision and names none leaves its reader where he was.
  return known === "collision" && named.length === 0 ? "not-told" : known;
}

function isNamed(causes: readonly Repair[], named: readonly Named[]): boolean {
  return packagesOf(named) <= MOST_NAMED && named.some((one) => causes.some((cause) => agrees(cause, one)));
}

/** One collision may show as several findings of one package. */
function packagesOf(named: readonly Named[]): number {
  return new Set(named.map(({ package: name }) => name)).size;
}

function agrees(cause: Repair, named: Named): boolean {
  if (cause.package !== named.package || !cause.codes.some((code) => code === named.code)) return false;
  if (named.paths.length === 0 || cause.paths === null) return true;
  return cause.paths.some((path) => named.paths.some((one) => isAt(one, path)));
}

/** A file in the copy counts as the copy. */
function isAt(path: string, copy: string): boolean {
  return path === copy || path.startsWith(`${copy}/`);
}
