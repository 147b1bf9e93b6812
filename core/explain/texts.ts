/**
 * The sentences about a failure, for a tired person on call. What a finding is about is said in the
 * rule's words.
 */
import { messageOf } from "../findings/finding.ts";
import { located, named, rootPhrase } from "../layout/copy-ref.ts";
import type { MixedRoots } from "./mixed-roots.ts";
import type { RankedFinding } from "./rank.ts";
import type { Tie } from "./tie.ts";
import type { LocatedFrame, Trace } from "./trace.ts";

/** Why this finding comes first, then what it says. */
export function becauseOf({ finding, tie }: RankedFinding): string {
  return `${reasonOf({ finding, tie })} ${messageOf(finding).replace(/^the /, "The ")}`;
}

/** What the reason is made from. */
export interface Reason {
  readonly finding: Pick<RankedFinding["finding"], "package" | "winner">;
  readonly tie: Pick<Tie, "by" | "frame" | "position">;
}

/** What ties it to the failure, without what it says. */
export function reasonOf({ finding, tie: { by, frame, position } }: Reason): string {
  if (frame === null) return `The module loader's error names ${finding.package}.`;
  const where = frame.own ? placed(frame) : located(frame.copy);
  const failed = position === 0 ? `It failed in ${where}` : `The call that failed went through ${where}`;
  if (by === "loaded-by")
    return `${failed}, which loads ${finding.winner === null ? finding.package : named(finding.winner)}.`;
  return by === "importer" ? `${failed}, which asks for ${finding.package}.` : `${failed}.`;
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
    first.root === other.root
      ? ""
      : ` from two roots, ${rootPhrase(first.root)} and ${rootPhrase(other.root)}`;
  return `The stack mixes ${what}${roots}: ${located(first)} and ${located(other)}.`;
}

function placed({ path, line }: LocatedFrame): string {
  return line === null ? path : `${path}:${line}`;
}
