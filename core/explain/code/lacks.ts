/**
 * What a module takes from a package and does not find in the copy that it got: the names it uses
 * (used-names.ts) that the winner's code does not have, each with whether the loser's code has it.
 */
import type { FileSystem } from "../../file-system.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { maxSource } from "./code-text.ts";
import type { CopyTexts } from "./copy-text.ts";
import { usedNames } from "./used-names.ts";

export interface LackedName {
  /** As the package's code would have it. */
  readonly name: string;
  /** What the importing module calls it: the alias, or the binding whose member it is. */
  readonly as: readonly string[];
  /** Null without a loser, or if its code does not show it. */
  readonly loserHas: boolean | null;
}

/** In the evidence of a finding. */
export interface Lacks {
  /**
   * Names that the importing module takes from the package and the winner's code does not have. The engine
   * adds them (findings/engine/lacking.ts); null where nothing could be looked at.
   */
  readonly lacks: readonly LackedName[] | null;
}

export interface LackQuestion {
  readonly package: string;
  /** The module that asked. */
  readonly importer: string;
  /** Directories. */
  readonly winner: string;
  readonly loser: string | null;
  /** The files of the winner that were loaded. */
  readonly loaded: readonly string[];
}

const maxLacks = 20;
const maxAliases = 5;
const decoder = new TextDecoder();

/** In steps. Null where nothing could be looked at. */
export function* lacksOf(
  { package: about, importer, winner, loser, loaded }: LackQuestion,
  texts: CopyTexts,
  files: FileSystem,
): Generator<void, readonly LackedName[] | null> {
  const source = sourceOf(importer, files);
  if (source === null) return null;
  yield;
  const used = usedNames(source, (specifier) => parseBareSpecifier(specifier)?.package === about);
  if (used === null) return null;
  const lacks: LackedName[] = [];
  let known = used.length === 0;
  for (const where of ["exported", "anywhere"] as const) {
    const names = used.filter(({ how }) => (how === "deep") === (where === "anywhere"));
    if (names.length === 0) continue;
    const asked = [...new Set(names.map(({ name }) => name))];
    const inWinner = yield* texts.seeking(winner, asked, loaded, where);
    const lacking = asked.filter((name) => inWinner.get(name) === false).slice(0, maxLacks - lacks.length);
    known ||= asked.some((name) => typeof inWinner.get(name) === "boolean");
    if (lacking.length === 0) continue;
    const likely = loser === null ? [] : loaded.map((path) => loser + path.slice(winner.length));
    const inLoser = loser === null ? null : yield* texts.seeking(loser, lacking, likely, where);
    for (const name of lacking) {
      const as = new Set(names.filter((use) => use.name === name).flatMap((use) => use.as));
      lacks.push({ name, as: [...as].slice(0, maxAliases), loserHas: inLoser?.get(name) ?? null });
    }
  }
  return known ? lacks : null;
}

/** The module's text; null if it is not a JavaScript file of a bearable size. */
export function sourceOf(path: string, files: FileSystem): string | null {
  if (!/\.[cm]?[jt]s$/.test(path)) return null;
  const content = files.readFile(path, maxSource);
  return content === null || content.truncated ? null : decoder.decode(content.bytes);
}
