/** How a copy differs from what the lock has of it, and what proves it. */
import type { CopyRef } from "../../../layout/copy-ref.ts";
import type { DriftSubject } from "../../rule/subjects.ts";

export interface DriftEvidence {
  readonly kind: "version" | "files" | "gone" | "not-locked";
  /** By the lock; null where no layer in it has the copy. */
  readonly layer: string | null;
  /** Where the lock has it; for `not-locked`, the node_modules that holds it. */
  readonly path: string;
  readonly locked: { readonly version: string | null; readonly tree: string } | null;
  /** `tree` is null where the files were not compared. Null where nothing was loaded. */
  readonly loaded: { readonly version: string | null; readonly tree: string | null } | null;
  /** Of `not-locked`: the first of all that were loaded from there, and how many they are. */
  readonly packages?: readonly string[];
  readonly count?: number;
}

const maxListed = 16;

/** Null without a difference. */
export function driftEvidence(subject: DriftSubject): DriftEvidence | null {
  if (subject.kind === "unlocked") {
    const { copy, folder, found } = subject;
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
  const locked = { version, tree };
  if (subject.kind === "missing") return { kind: "gone", layer, path, locked, loaded: null };
  const loaded = { version: subject.copy.version, tree: subject.kind === "locked" ? subject.tree : null };
  if (subject.kind === "gone") return { kind: "gone", layer, path, locked, loaded };
  if (loaded.version !== version) return { kind: "version", layer, path, locked, loaded };
  if (loaded.tree !== null && loaded.tree !== tree) return { kind: "files", layer, path, locked, loaded };
  return null;
}

function nameOf({ package: name, version }: CopyRef): string {
  return version === null ? name : `${name}@${version}`;
}
