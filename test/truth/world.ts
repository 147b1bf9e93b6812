/** What a function is at one time: its files, its layers, its settings; and what can be changed in it. */
import type { FindingCode } from "../../core/findings/finding.ts";
import type { Tree } from "../support/layer-run.ts";

export interface World {
  readonly task: Tree;
  /** Lowest first. */
  readonly layers: readonly Tree[];
  readonly env: Readonly<Record<string, string>>;
  readonly nodeLine: 22 | 24;
  readonly timeoutMs: number;
  readonly logFormat: "Text" | "JSON";
}

export type Place = "task" | number;

/** One change of a world. `files` has the paths of the root. */
export type Edit =
  /** The folder goes, and the files come. */
  | { readonly at: Place; readonly folder: string; readonly files: Tree }
  | { readonly env: Readonly<Record<string, string>> }
  | { readonly nodeLine: 22 | 24 };

/** Something that Outcrop may name as the cause, and how to repair it alone. */
export interface Collision {
  readonly package: string;
  /** Every finding that describes it. */
  readonly codes: readonly FindingCode[];
  /** The paths, in the running function, of its copies or of what asks for them. */
  readonly paths: readonly string[];
  readonly repair: readonly Edit[];
}

export function edited(world: World, edits: readonly Edit[]): World {
  return edits.reduce(applied, world);
}

function applied(world: World, edit: Edit): World {
  if ("env" in edit) return { ...world, env: { ...world.env, ...edit.env } };
  if ("nodeLine" in edit) return { ...world, nodeLine: edit.nodeLine };
  const change = (tree: Tree): Tree => ({ ...without(tree, edit.folder), ...edit.files });
  if (edit.at === "task") return { ...world, task: change(world.task) };
  return { ...world, layers: world.layers.map((tree, index) => (index === edit.at ? change(tree) : tree)) };
}

function without(tree: Tree, folder: string): Tree {
  const below = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !below(path)));
}

/** The folder of a package in a root, and that folder in the running function. */
export function folderOf(at: Place, name: string): { readonly folder: string; readonly path: string } {
  return at === "task"
    ? { folder: `node_modules/${name}`, path: `/var/task/node_modules/${name}` }
    : { folder: `nodejs/node_modules/${name}`, path: `/opt/nodejs/node_modules/${name}` };
}
