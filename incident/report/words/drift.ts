/** A drift in one or two sentences: what changed, by what, and the evidence for that. */

import { placeInNodeModules } from "../../../core/layout/copy.ts";
import { homePhrase } from "../../../core/layout/copy-ref.ts";
import { andList } from "../../../page/counts.ts";
import type { Before, Between, Change, Drift, Succession } from "../../analysis/analysis.ts";
import { isKnown } from "../../analysis/known-time.ts";
import type { Copy } from "../../model/model.ts";
import { sentences } from "./sentences.ts";
import { utc } from "./time.ts";

export function driftText({ functionName, from, to, changes, onlyOwnCode, between }: Drift): string {
  const what = andList(weightiest(changes).map(briefChange));
  const when = isKnown(to.since) ? `From ${utc(to.since)} ` : "";
  if (between.some(({ kind }) => kind === "within"))
    return sentences(`${when}${functionName} loaded more within one environment: ${what}`);
  const overlap =
    isKnown(to.since) && from.until > to.since ? `Until ${utc(from.until)} both ran side by side` : null;
  const same = onlyOwnCode
    ? "ran other code of its own with the same packages, of the same versions and from the same places"
    : "started again and loaded the same versions from the same places";
  const changed = changes.length === 0 ? same : `loaded other copies: ${what}`;
  return sentences(`${when}${functionName} ${changed}`, betweenText(between, changes), overlap);
}

/** What came before the failures. */
export function beforeText(before: Before | null, drift: readonly Drift[]): string | null {
  switch (before?.kind) {
    case "drift": {
      const change = drift[before.drift];
      return change === undefined ? null : driftText(change);
    }
    case "always":
      return "The logs begin with it and do not show what changed before";
    case "arrival": {
      const { versions, runtimes } = before;
      const parts = [
        ...(versions === null ? [] : [`version ${succession(versions)}`]),
        ...(runtimes === null ? [] : [`another managed runtime (${runtimeText(runtimes)})`]),
      ];
      return `It came with ${andList(parts)}`;
    }
    default:
      return null;
  }
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

/** Without paths, unless only these differ: the list of changes has them. */
export function briefChange({ kind, package: name, before, after }: Change): string {
  if (before === null || after === null) {
    const copy = after ?? before;
    return copy === null ? `${name} ${kind}` : `${name} ${versionOf(copy)} in ${homePhrase(copy)} ${kind}`;
  }
  const was = `${name} ${versionOf(before)}`;
  if (before.root === after.root && before.version === after.version)
    return `${was} moved from ${before.path} to ${after.path}`;
  if (before.root === after.root) return `${was} in ${homePhrase(before)} became ${versionOf(after)}`;
  if (before.version === after.version)
    return `${was} moved from ${homePhrase(before)} to ${homePhrase(after)}`;
  return `${was} in ${homePhrase(before)} became ${versionOf(after)} in ${homePhrase(after)}`;
}

function versionOf({ version }: Copy): string {
  return version ?? "(no version)";
}

function betweenText(between: readonly Between[], changes: readonly Change[]): string {
  const texts = between.flatMap((one): string | [] => {
    switch (one.kind) {
      case "deploy":
        return one.versions === null
          ? "a deploy of $LATEST (inferred: files of the function changed)"
          : `a deploy (${versionWord(one.versions)} ${succession(one.versions)})`;
      case "layer-change":
        return one.versions === null
          ? "a change of its layers (inferred: files of a layer changed)"
          : "other layers with it";
      case "runtime-update":
        return one.runtimes === null
          ? "an update of the managed runtime (inferred: files of the runtime changed)"
          : `an update of the managed runtime (${runtimeText(one.runtimes)})`;
      default:
        return [];
    }
  });
  if (texts.length > 0) return `In between came ${andList(texts)}`;
  const inPlace = changes.some(({ before, after }) => before !== null && after !== null);
  return inPlace
    ? "The logs do not show what came in between: both have the same function version and runtime"
    : "That may be a deploy, or another way through the same code: no copy that both loaded has changed";
}

function versionWord({ after }: Succession): string {
  return after.length === 1 ? "version" : "versions";
}

function succession({ before, after }: Succession): string {
  return `${andList(after)} after ${andList(before)}`;
}

function runtimeText({ before, after }: Succession): string {
  return `INIT_START names ${andList(after.map(shortArn), 2)} after ${andList(before.map(shortArn), 2)}`;
}

/** The end of a runtime version's ARN is a hash of 64 digits. */
function shortArn(arn: string): string {
  const [, end] = /:([^:]+)$/.exec(arn) ?? [];
  return end === undefined ? arn : `runtime version ${end.slice(0, 12)}`;
}
