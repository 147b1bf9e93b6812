/**
 * What is loaded is not what `outcrop.lock.json` in the function's code says: a layer was updated without the
 * function, or the reverse. The lock was written from the layers that the function was checked with, so each
 * difference means that something else runs than what was checked. Only loaded copies are compared.
 *
 * | kind | what was seen | severity |
 * |---|---|---|
 * | `version` | a copy from a layer has another version than the lock has in its folder | warning |
 * | `files` | the version is the same, and the files are not | warning |
 * | `gone` | the lock has the package in /opt, where it is not; another copy was loaded | warning |
 * | `not-locked` | a copy was loaded from /opt, and no layer in the lock has it | warning |
 *
 * It is never an error: whether another build breaks the function is what the other findings say. Nor is it
 * `info`: it goes away with a new lock.
 */
import { type CopyRef, located } from "../../layout/copy-ref.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { DriftSubject } from "../rule/subjects.ts";

export interface DriftEvidence {
  readonly kind: "version" | "files" | "gone" | "not-locked";
  /** By the lock; null where no layer in it has the copy. */
  readonly layer: string | null;
  /** Where the lock has it; for `not-locked`, the node_modules that holds it. */
  readonly path: string;
  readonly locked: { readonly version: string | null; readonly tree: string } | null;
  /** `tree` is null where the files were not compared. */
  readonly loaded: { readonly version: string | null; readonly tree: string | null };
  /** Of `not-locked`: the first of all that were loaded from there, and how many they are. */
  readonly packages?: readonly string[];
  readonly count?: number;
}

const maxListed = 16;
const deploy = "and deploy the function with the new lock.";

export const lockDrift = defineRule({
  code: "lock-drift",
  family: "shadowing",
  subject: "drift",
  title: "What is loaded is not what was locked",
  judge(subject): readonly Verdict<DriftEvidence>[] {
    const { copy } = subject;
    const evidence = evidenceOf(subject);
    if (evidence === null) return [];
    const about = evidence.kind === "not-locked" ? evidence.path : copy.path;
    return [
      {
        severity: "warning",
        package: copy.package,
        winner: copy,
        evidence,
        identity: [evidence.kind, about],
      },
    ];
  },
  message({ package: name, winner, evidence }) {
    const { kind, layer, path, locked, count = 1 } = evidence;
    const what = winner === null ? name : located(winner);
    switch (kind) {
      case "version":
        return `${what} was loaded, but the lock says ${versionPhrase(locked)} of the layer ${layer}.`;
      case "files":
        return `${what} was loaded, but its files differ from those that the lock has of the layer ${layer}.`;
      case "gone":
        return (
          `${what} was loaded, but the lock says ${versionPhrase(locked)} of the layer ${layer}, ` +
          `and ${path} does not exist.`
        );
      case "not-locked": {
        const others = count > 1 ? ` The same holds for ${count - 1} more packages in ${path}.` : "";
        return `${what} was loaded, but no layer in the lock has it.${others}`;
      }
    }
  },
  fix({ evidence: { kind, layer, path } }) {
    if (kind === "not-locked")
      return `Detach the layer that brings ${path}, or run \`outcrop lock\` again with it, ${deploy}`;
    const build = layer?.includes(":") === true ? layer : `the build of ${layer} that is locked`;
    return `Attach ${build}, or run \`outcrop lock\` again with the layer that is attached now, ${deploy}`;
  },
});

function evidenceOf(subject: DriftSubject): DriftEvidence | null {
  const { copy } = subject;
  if (subject.kind === "unlocked") {
    const { folder, found } = subject;
    return {
      kind: "not-locked",
      layer: null,
      path: folder,
      locked: null,
      loaded: { version: copy.version, tree: null },
      packages: found.slice(0, maxListed).map(nameOf),
      count: found.length,
    };
  }
  const { layer, path, version, tree } = subject.locked;
  const loadedTree = subject.kind === "locked" ? subject.tree : null;
  const kind =
    subject.kind === "gone"
      ? "gone"
      : version !== copy.version
        ? "version"
        : loadedTree !== null && loadedTree !== tree
          ? "files"
          : null;
  if (kind === null) return null;
  const loaded = { version: copy.version, tree: loadedTree };
  return { kind, layer, path, locked: { version, tree }, loaded };
}

function versionPhrase(locked: DriftEvidence["locked"]): string {
  return locked?.version == null ? "another build" : `version ${locked.version}`;
}

function nameOf({ package: name, version }: CopyRef): string {
  return version === null ? name : `${name}@${version}`;
}
