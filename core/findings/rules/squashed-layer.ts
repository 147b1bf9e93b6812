/**
 * Evidence in a live /opt that a later layer overwrote part of an earlier layer's package. The overwritten
 * files are gone, so this is never certain: squash-signs.ts says what each sign is worth.
 *
 * | signs on one package | severity |
 * |---|---|
 * | npm's record names another version than the one that is there | warning |
 * | a nested package that npm's record does not know, and modules were loaded from it | warning |
 * | two signs of different kinds | warning |
 * | any other single one | info |
 */
import { located } from "../../layout/copy-ref.ts";
import { lastSegment } from "../../layout/paths.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { Severity } from "../rule/severity.ts";
import type { SquashSign } from "../rule/squash-signs.ts";

export interface SquashEvidence {
  /** The folder of the layer that holds the package. */
  readonly folder: string;
  readonly signs: readonly SquashSign[];
}

export const squashedLayer = defineRule({
  code: "squashed-layer",
  family: "shadowing",
  subject: "layer",
  title: "A later layer may have overwritten part of a package",
  judge({ folder, copy }, { squashSigns }): readonly Verdict<SquashEvidence>[] {
    const signs = copy === null ? squashSigns.ofFolder(folder) : squashSigns.ofCopy(copy, folder);
    if (signs.length === 0) return [];
    return [
      {
        severity: severityOf(signs),
        package: copy?.package ?? lastSegment(folder),
        winner: copy,
        evidence: { folder, signs },
        identity: [copy?.path ?? folder],
      },
    ];
  },
  message({ winner, evidence: { folder, signs } }) {
    const what = winner === null ? folder : located(winner);
    const reasons = signs.map(signPhrase).join("; ");
    return `A later layer may have overwritten ${what}, or it was packed incompletely: ${reasons}.`;
  },
  fix({ package: name, winner }) {
    if (winner === null)
      return "Pack the layer from a fresh `npm ci`, and deliver each package in one layer only.";
    return `Deliver ${name} in only one of the attached layers, packed from a fresh \`npm ci\`.`;
  },
});

function signPhrase(sign: SquashSign): string {
  switch (sign.kind) {
    case "other-version":
      return `${sign.record} has version ${sign.recorded}, its package.json ${sign.found}`;
    case "stray-nested":
      return `${sign.path} is not in ${sign.record}${sign.loaded ? " and was loaded" : ""}`;
    case "missing-entry":
      return `"${sign.field}" names ${sign.missing}, which does not exist`;
    case "two-times":
      return `its files were written at two times ${sign.hoursApart} hours apart`;
    case "absent": {
      const examples = sign.packages.slice(0, 3).join(", ");
      return `${sign.count} packages of ${sign.record} are missing, such as ${examples}`;
    }
  }
}

function severityOf(signs: readonly SquashSign[]): Severity {
  const alone = signs.some(
    (sign) => sign.kind === "other-version" || (sign.kind === "stray-nested" && sign.loaded),
  );
  return alone || new Set(signs.map(({ kind }) => kind)).size > 1 ? "warning" : "info";
}
