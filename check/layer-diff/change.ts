/** One thing that differs between two layers, as data: report/words.ts makes the sentence. */
import type { Reach } from "./reach.ts";
import type { Step } from "./step.ts";

export const changeCodes = [
  "package-gone",
  "package-added",
  "package-moved",
  "version-major",
  "version-minor",
  "version-patch",
  "version-lower",
  "version-prerelease",
  "version-unclear",
  "same-version",
  "entry-gone",
  "entry-added",
  "require-gone",
  "import-gone",
  "files-gone",
  "names-gone",
  "names-added",
  "private-names-gone",
  "engines-raised",
  "peer-added",
  "peer-changed",
  "dependency-missing",
  "dependency-out-of-range",
  "cpu-gone",
  "cpu-added",
  "libc-raised",
  "libc-changed",
  "abi-gone",
  "file-gone",
  "file-added",
  "file-changed",
  "not-executable",
] as const;

export type ChangeCode = (typeof changeCodes)[number];

export interface LayerChange {
  readonly code: ChangeCode;
  readonly step: Step;
  /** Null for what is in no package. */
  readonly package: string | null;
  /** Of the package, or the path of the file: relative to /opt. */
  readonly path: string;
  /** Null for what is in no package. */
  readonly reach: Reach | null;
  /** What a function would write: `zod/v4`. Null where the change is about no single entry. */
  readonly entry: string | null;
  /** Null where both are meant, or neither. */
  readonly how: "require" | "import" | null;
  /** A version, a range or a path; null without one. */
  readonly old: string | null;
  readonly new: string | null;
  /** Names, files or runtimes, sorted, at most `maxItems`. */
  readonly items: readonly string[];
  /** How many there are. */
  readonly count: number;
}

export const maxItems = 200;

type Given = Pick<LayerChange, "code" | "step" | "path"> & Partial<LayerChange>;

/** The rest is null or empty. */
export function change({ items = [], ...given }: Given): LayerChange {
  const sorted = [...items].sort();
  return {
    package: null,
    reach: null,
    entry: null,
    how: null,
    old: null,
    new: null,
    ...given,
    items: sorted.slice(0, maxItems),
    count: sorted.length,
  };
}
