import type { CopyRef } from "../../core/findings/finding.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { Roots } from "../../core/layout/roots.ts";

const roots = new Roots({ sysroot: "" });

/** The copy that a file belongs to, according to its path. */
export function copyAt(path: string): CopyRef {
  const root = roots.rootOf(path);
  return {
    ...(placeInNodeModules(path) ?? { package: `(${root})`, path: roots.directoryOf(path) }),
    version: null,
    root,
  };
}
