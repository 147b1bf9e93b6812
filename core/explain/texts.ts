/**
 * The sentences about a failure, for a tired person on call. What a finding is about is said in the
 * rule's words.
 */
import { type Finding, messageOf } from "../findings/finding.ts";
import { homePhrase, located, named } from "../layout/copy-ref.ts";
import type { Judged } from "./judge.ts";
import type { Mechanism } from "./mechanism.ts";
import type { MixedRoots } from "./mixed-roots.ts";
import type { Tie } from "./tie.ts";
import type { LocatedFrame, Trace } from "./trace.ts";

/** Why this finding comes first, then what it says. */
export function becauseOf({ finding, tie, mechanism }: Judged): string {
  const reason = [reasonFor({ finding, tie, mechanism }), mechanismText(mechanism, finding)]
    .filter(Boolean)
    .join(" ");
  return `${reason} ${messageOf(finding).replace(/^the /, "The ")}`;
}

function reasonFor({ finding, tie, mechanism }: Pick<Judged, "finding" | "tie" | "mechanism">): string {
  const isText = tie.frame === null && mechanism?.kind === "message-names";
  return isText ? `The error's text names ${finding.package}.` : reasonOf({ finding, tie });
}

/** Others that fit as well, as sentences that follow; empty without any. */
export function severalOf(others: readonly Judged[]): string {
  if (others.length === 0) return "";
  const names = others.map(({ finding: { code, package: name } }) => `${code} ${name}`).join(" and ");
  return ` ${names} ${others.length === 1 ? "fits" : "fit"} as well.`;
}

/** What the reason is made from. */
export interface Reason {
  readonly finding: Pick<Finding, "package" | "winner">;
  readonly tie: Pick<Tie, "by" | "frame" | "position"> & Partial<Pick<Tie, "named">>;
}

/** What ties it to the failure, without what it says. */
export function reasonOf({ finding, tie: { by, frame, position, named: isNamed = true } }: Reason): string {
  if (frame === null && !isNamed) return "The error repeats what the loader says about such a file.";
  if (frame === null) return `The module loader's error names ${finding.package}.`;
  const where = frame.own ? placed(frame) : located(frame.copy);
  const failed = position === 0 ? `It failed in ${where}` : `The call that failed went through ${where}`;
  if (by === "loaded-by")
    return `${failed}, which loads ${finding.winner === null ? finding.package : named(finding.winner)}.`;
  if (by === "behind")
    return `${failed} with an error that wraps another one. The other one may come from ${finding.package}.`;
  if (by === "user") return `${failed}, which uses one of two copies of ${finding.package}.`;
  return by === "importer" ? `${failed}, which asks for ${finding.package}.` : `${failed}.`;
}

/** How the finding makes the error, where that was seen; empty where the reason says it already. */
export function mechanismText(mechanism: Mechanism | null, { winner }: Pick<Finding, "winner">): string {
  if (mechanism?.kind !== "name-missing") return "";
  const where = winner === null ? "The copy that it got" : named(winner);
  const other = mechanism.loserHas === true ? ", and the copy that lost has it" : "";
  return `${where} does not have \`${mechanism.name}\` in its code${other}.`;
}

/** How the sentence begins for a failure that no finding above `info` is tied to. */
export const nothingSeen = "Outcrop sees no collision in the code that failed";

/** For a failure that no finding above `info` is tied to. */
export function unexplained({ site: [innermost] }: Pick<Trace, "site">): string {
  if (innermost === undefined)
    return `${nothingSeen}: the error's stack names no file of the function or its packages.`;
  return `${nothingSeen}: it failed in ${innermost.own ? placed(innermost) : located(innermost.copy)}.`;
}

export function mixedRootsText({ family, first, other }: MixedRoots): string {
  const what = family ?? `two copies of ${first.package}`;
  const roots =
    first.root === other.root ? "" : ` from two roots, ${homePhrase(first)} and ${homePhrase(other)}`;
  return `The stack mixes ${what}${roots}: ${located(first)} and ${located(other)}.`;
}

function placed({ path, line }: LocatedFrame): string {
  return line === null ? path : `${path}:${line}`;
}
