/** A function while it is being made up: its files, what its handler does, and what collides in it. */
import type { Tree } from "../support/layer-run.ts";
import { Names } from "./names.ts";
import { type Format, type PackagePlan, packageFiles } from "./package-files.ts";
import type { Random } from "./random.ts";
import { type Style, styles, type Use, useOf } from "./uses.ts";
import { type Collision, type Edit, folderOf, type Place } from "./world.ts";

/** Statements of the handler's work. `order` is the event, `out` what it answers. */
export interface Step {
  readonly code: string;
  /** The code before it went wrong. Default: the same. */
  readonly before?: string;
  /** It runs only where the event has `detail`. */
  readonly gated: boolean;
}

const MAX_LAYERS = 3;

export class Draft {
  readonly random: Random;
  readonly names: Names;
  readonly format: Format;
  readonly task: Record<string, Tree[string]> = {};
  readonly layers: Record<string, Tree[string]>[] = [];
  readonly heads: string[] = [];
  readonly steps: Step[] = [];
  readonly dependencies: Record<string, string> = {};
  readonly env: Record<string, string> = {};
  readonly facets: Record<string, string> = {};
  nodeLine: 22 | 24 = 24;
  timeoutMs = 20_000;
  #uses = 0;

  constructor(random: Random, format: Format) {
    this.random = random;
    this.names = new Names(random);
    this.format = format;
  }

  /** A layer that is there, or a new one. */
  layer(): number {
    const add = this.layers.length === 0 || (this.layers.length < MAX_LAYERS && this.random.chance(0.4));
    return add ? this.newLayer() : this.random.between(0, this.layers.length - 1);
  }

  newLayer(): number {
    return this.layers.push({}) - 1;
  }

  put(at: Place, files: Tree): void {
    const root = at === "task" ? this.task : this.layers[at];
    if (root === undefined) throw new Error(`no layer ${at}`);
    Object.assign(root, files);
  }

  putPackage(at: Place, plan: PackagePlan): void {
    this.put(at, packageFiles(folderOf(at, plan.name).folder, plan));
  }

  /** How the function's own code uses a member; the import is added. */
  use(from: string, member: string, style: Style = this.random.pick(styles[this.format])): Use {
    const use = useOf(this.format, style, from, member, this.#uses++);
    if (use.head !== "") this.heads.push(use.head);
    return use;
  }
}

/** What goes wrong, what it needs to show, and the world in which it does not. */
export interface Fault {
  /** What the events have that fail, and those that do not. */
  readonly failing: Readonly<Record<string, unknown>>;
  readonly passing: Readonly<Record<string, unknown>>;
  /** What it brought that could be to blame. */
  readonly collisions: readonly Collision[];
  /** What a change did that brought it. */
  readonly changed: "collision" | "setting" | "code" | "runtime" | null;
  /** The way back to before that change, together with the steps' own `before`. */
  readonly before: readonly Edit[];
  /** The package whose change did it, though no rule finds a collision in it. */
  readonly changedPackage?: string;
}
