/** What a case of the resolution oracle is, and what many of them are written with. */
import type { How } from "../../../../core/journal/records.ts";
import { pkg, type Tree } from "../../support/tree.ts";

/**
 * One question that real Node and core/layout are both asked. Paths are those of Lambda; the oracle stages
 * them below a temporary folder.
 */
export interface ResolutionCase {
  readonly name: string;
  readonly tree: Tree;
  readonly importer: string;
  readonly specifier: string;
  readonly how: How;
  /**
   * Node answers with the importer's own copy: nothing was looked for, so there is no winner and no loser.
   */
  readonly own?: true;
  /** Lambda's own by default. */
  readonly nodePath?: string;
}

/** What an ES module needs so that the oracle can ask in its name. */
export const esm = "export const resolve = (specifier) => import.meta.resolve(specifier);";
export const handler = "/var/task/index.js";
export const esmHandler = "/var/task/index.mjs";

export const required = (
  name: string,
  tree: Tree,
  specifier: string,
  importer = handler,
  nodePath?: string,
): ResolutionCase => {
  return { name, tree, importer, specifier, how: "require", ...(nodePath === undefined ? {} : { nodePath }) };
};
export const imported = (
  name: string,
  tree: Tree,
  specifier: string,
  importer = esmHandler,
): ResolutionCase => ({
  name,
  tree,
  importer,
  specifier,
  how: "import",
});

export const own = (
  how: How,
  name: string,
  tree: Tree,
  specifier: string,
  importer: string,
): ResolutionCase => {
  return { name, tree, importer, specifier, how, own: true };
};

export const a1 = pkg("a", "1.0.0");
export const a2 = pkg("a", "2.0.0");
export const a3 = pkg("a", "3.0.0");
