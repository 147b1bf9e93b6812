/** A drift in one or two sentences: what changed, by what, and what that rests on. */

import { placeInNodeModules } from "../../core/layout/copy.ts";
import { rootPhrase } from "../../core/layout/copy-ref.ts";
import type { Copy } from "../model/model.ts";
import type { Change, Drift } from "./analysis.ts";
import { isOther } from "./between.ts";
import type { Stage } from "./stages.ts";
import { isKnown, listOf, sentences, timeText } from "./words.ts";

export function driftText(
  functionName: string,
  from: Stage,
  to: Stage,
  changes: readonly Change[],
  between: Drift["between"],
): string {
  const what = listOf(weightiest(changes).map(changeText), 3);
  const when = isKnown(to.since) ? `From ${timeText(to.since)} ` : "";
  if (between.includes("within"))
    return sentences(`${when}${functionName} loaded more within one environment: ${what}`);
  const overlap =
    isKnown(to.since) && from.until > to.since ? `Until ${timeText(from.until)} both ran side by side` : null;
  const changed =
    changes.length === 0
      ? "ran anew and loaded the same versions from the same places"
      : `loaded other copies: ${what}`;
  return sentences(`${when}${functionName} ${changed}`, causeText(from, to, changes, between), overlap);
}

/** What says most first. */
const order = { root: 0, version: 1, path: 2, removed: 3, added: 4 } as const satisfies Record<
  Change["kind"],
  number
>;

/** Of changes of one kind, what the function's own code asks for comes before what that brings with it. */
export function weightiest(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort(
    (left, right) =>
      order[left.kind] - order[right.kind] ||
      Number(isAskedByPackage(left)) - Number(isAskedByPackage(right)),
  );
}

function isAskedByPackage({ before, after }: Change): boolean {
  const importer = (after ?? before)?.importer ?? null;
  return importer === null || placeInNodeModules(importer) !== null;
}

/** Without paths, but where only these differ: they are told with the change itself. */
export function changeText({ kind, package: name, before, after }: Change): string {
  if (before === null || after === null) {
    const copy = after ?? before;
    return copy === null
      ? `${name} ${kind}`
      : `${name} ${versionOf(copy)} in ${rootPhrase(copy.root)} ${kind}`;
  }
  const was = `${name} ${versionOf(before)}`;
  if (before.root === after.root && before.version === after.version)
    return `${was} moved from ${before.path} to ${after.path}`;
  if (before.root === after.root) return `${was} in ${rootPhrase(before.root)} became ${versionOf(after)}`;
  if (before.version === after.version)
    return `${was} moved from ${rootPhrase(before.root)} to ${rootPhrase(after.root)}`;
  return `${was} in ${rootPhrase(before.root)} became ${versionOf(after)} in ${rootPhrase(after.root)}`;
}

function versionOf({ version }: Copy): string {
  return version ?? "(no version)";
}

function causeText(from: Stage, to: Stage, changes: readonly Change[], between: Drift["between"]): string {
  const texts = between.flatMap((one): string | [] => {
    switch (one) {
      case "deploy":
        return versionText(from, to) ?? "a deploy of $LATEST (inferred: files of the function changed)";
      case "layer-change":
        return versionText(from, to) === null
          ? "a change of its layers (inferred: files of a layer changed)"
          : "other layers with it";
      case "runtime-update":
        return isOther(from.runtimes, to.runtimes)
          ? `an update of the managed runtime (INIT_START names ${listOf([...to.runtimes].map(shortArn), 2)} after ${listOf([...from.runtimes].map(shortArn), 2)})`
          : "an update of the managed runtime (inferred: files of the runtime changed)";
      default:
        return [];
    }
  });
  if (texts.length > 0) return `Between them lies ${listOf(texts, 3)}`;
  const inPlace = changes.some(({ before, after }) => before !== null && after !== null);
  return inPlace
    ? "The logs do not show what lies between: the function's version and the runtime's are the same, as far as they tell"
    : "That may be a deploy, or another way through the same code: no copy that both loaded has changed";
}

function versionText(from: Stage, to: Stage): string | null {
  if ([...to.versions].some((version) => from.versions.has(version))) return null;
  const [before, after] = [[...from.versions].sort(), [...to.versions].sort()];
  return `a deploy (${after.length === 1 ? "version" : "versions"} ${listOf(after)} after ${listOf(before)})`;
}

/** The end of a runtime version's ARN is a hash of 64 digits. */
export function shortArn(arn: string): string {
  const [, end] = /:([^:]+)$/.exec(arn) ?? [];
  return end === undefined ? arn : `runtime version ${end.slice(0, 12)}`;
}
