/** What was loaded differently, a sentence each. */
import { homePhrase } from "../../../core/layout/copy-ref.ts";
import type { Change, ChangeKind } from "../../analysis/analysis.ts";
import type { Copy } from "../../model/model.ts";
import { copyText } from "./copy.ts";

export const changeKinds: Record<ChangeKind, string> = {
  added: "added",
  removed: "removed",
  version: "version",
  root: "moved root",
  path: "moved",
};

export const changeOrder: readonly ChangeKind[] = ["version", "root", "added", "removed", "path"];

/** What follows the kind. */
export function changeText({ kind, package: name, before, after }: Change): string {
  if (before === null || after === null) {
    const copy = after ?? before;
    return copy === null ? name : copyText(copy);
  }
  switch (kind) {
    case "path":
      return `${name} ${versionOf(after)} in ${homePhrase(after)}: ${before.path} -> ${after.path}`;
    case "root": {
      const [from, to] = [before, after].map((copy) => `${homePhrase(copy)} (${copy.path})`);
      return `${name} ${versions(before, after)}: ${from} -> ${to}`;
    }
    default:
      return `${name} ${versions(before, after)} in ${homePhrase(after)} (${after.path})`;
  }
}

function versions(before: Copy, after: Copy): string {
  return before.version === after.version ? versionOf(after) : `${versionOf(before)} -> ${versionOf(after)}`;
}

function versionOf({ version }: Copy): string {
  return version ?? "(no version)";
}
