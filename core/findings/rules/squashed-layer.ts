/**
 * Evidence in a live /opt that a later layer overwrote part of an earlier layer's package. The overwritten
 * files are gone, so this is never certain: squash-signs.ts tells what each sign is worth.
 *
 * | signs on one package | severity |
 * |---|---|
 * | npm's record names another version than lies there | warning |
 * | a nested package that npm's record does not know, and modules were loaded from it | warning |
 * | two signs of different kinds | warning |
 * | any other single one | info |
 */
import { lastSegment } from "../../layout/paths.ts";
import type { CopyRef, Severity } from "../finding.ts";
import { defineRule } from "../rule/rule.ts";
import type { SquashSign } from "../rule/squash-signs.ts";

export interface SquashEvidence {
  /** The layer's folder the package lies in. */
  readonly folder: string;
  readonly signs: readonly SquashSign[];
}

interface Inputs {
  readonly copy: CopyRef | null;
  readonly evidence: SquashEvidence;
}

export const squashedLayer = defineRule({
  code: "squashed-layer",
  subject: "layer",
  inputs({ folder, copy }, { squashSigns }): Inputs | null {
    const signs = copy === null ? squashSigns.ofFolder(folder) : squashSigns.ofCopy(copy, folder);
    return signs.length === 0 ? null : { copy, evidence: { folder, signs } };
  },
  verdict: ({ copy, evidence }) => [
    {
      severity: severityOf(evidence.signs),
      package: copy?.package ?? lastSegment(evidence.folder),
      winner: copy,
      loser: null,
      importer: null,
      range: null,
      evidence,
      identity: [copy?.path ?? evidence.folder],
    },
  ],
});

function severityOf(signs: readonly SquashSign[]): Severity {
  const alone = signs.some(
    (sign) => sign.kind === "other-version" || (sign.kind === "stray-nested" && sign.loaded),
  );
  return alone || new Set(signs.map(({ kind }) => kind)).size > 1 ? "warning" : "info";
}
