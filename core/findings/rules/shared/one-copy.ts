/**
 * Which of two copies could serve all code that uses either, and how to get to one without breaking any of
 * it.
 */
import { type CopyRef, homePhrase } from "../../../layout/copy-ref.ts";
import type { World } from "../../rule/world.ts";
import { accepts, declarationOf } from "./declared-range.ts";

/** Null where no range says so. */
export interface Serving {
  /** Whether the ranges of all code that got the other copy take this one. */
  readonly winner: boolean | null;
  readonly loser: boolean | null;
}

export function servingOf(winner: CopyRef, loser: CopyRef, world: World): Serving {
  return { winner: servesUsersOf(loser, winner, world), loser: servesUsersOf(winner, loser, world) };
}

function servesUsersOf(got: CopyRef, instead: CopyRef, { usage, packages }: World): boolean | null {
  let serves: boolean | null = null;
  for (const user of usage.usersOf(got.path)) {
    const range = declarationOf(packages.read(user), got.package)?.range;
    const takes = range === undefined ? null : accepts(range, instead.version);
    if (takes === false) return false;
    serves ??= takes;
  }
  return serves;
}

/** For two copies in two roots, of which neither is the runtime's. */
export function oneCopyFix(name: string, winner: CopyRef, loser: CopyRef, serving: Serving): string {
  if (serving.winner === false && serving.loser === false)
    return (
      "Nothing to do if the code that uses the two copies does not exchange objects: each copy is needed. " +
      `Otherwise install versions of the packages that ask for ${name} that all accept one version of it, ` +
      "and deploy that version in one root."
    );
  const onlyOne = serving.winner === false ? loser : serving.loser === false ? winner : null;
  if (onlyOne === null)
    return (
      `Keep ${name} in one root: remove it from ${homePhrase(winner)} or from ` +
      `${homePhrase(loser)}, together with the packages that must share it.`
    );
  const other = onlyOne === winner ? loser : winner;
  return (
    `Use ${name}@${onlyOne.version} everywhere: ` +
    `update ${other.version} in ${homePhrase(other)} to it, with the packages that must match it, ` +
    "and then deploy it in one root only."
  );
}
