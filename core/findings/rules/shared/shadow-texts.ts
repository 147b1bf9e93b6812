/** What to say about two copies of which one hides the other, and what to do about it. */
import { type CopyRef, homePhrase, named } from "../../../layout/copy-ref.ts";
import type { Importer } from "../../rule/rule.ts";
import type { Grade } from "./grade.ts";

export const apartPhrase = {
  "same-bytes": "The two hold the same bytes.",
  "same-version": "The two have the same version.",
  patch: "They are a patch release apart.",
  minor: "They are a minor release apart.",
  major: "They are a major release apart.",
  unknown: "At least one has no version.",
} as const satisfies Record<Grade, string>;

interface Shadowed {
  readonly package: string;
  readonly winner: CopyRef;
  readonly loser: CopyRef;
  readonly importer: Importer | null;
  readonly range: string | null;
  readonly rangeAcceptsWinner: boolean | null;
  readonly rangeAcceptsLoser: boolean | null;
}

/** A copy that the importer's range needs is never the one to remove. */
export function keepOneFix({
  package: name,
  winner,
  loser,
  importer,
  range,
  rangeAcceptsWinner,
  rangeAcceptsLoser,
}: Shadowed): string {
  const asks = importer === null ? "" : `: ${named(importer.copy)} asks for ${range}`;
  const inWinners = `${winner.path} from ${homePhrase(winner)}`;
  const inLosers = `${loser.path} from ${homePhrase(loser)}`;
  if (rangeAcceptsWinner === false && rangeAcceptsLoser === true)
    return `Remove ${inWinners}, or replace it with ${name} ${range}${asks}.`;
  if (rangeAcceptsWinner === true && rangeAcceptsLoser === false)
    return (
      `Keep ${winner.path}${asks}. Update or remove ${loser.path} in ${homePhrase(loser)}, ` +
      `if no code there needs ${loser.version}.`
    );
  // Generated code has no version to install.
  if (name.startsWith("."))
    return `Remove ${inWinners}, so that the copy in ${homePhrase(loser)} is found, or generate it again.`;
  return (
    `Keep one copy of ${name}: remove ${inLosers} if no code there needs it, ` +
    `or ${inWinners} if you want the other version.`
  );
}
