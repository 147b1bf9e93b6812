/** One way to end a collision: what it changes in function and layers, and how to say so. */
import type { NodeLine } from "../../../sandbox/runtime/nodes.ts";

/** All paths are those of the running function, below /var/task or /opt. */
export type Edit =
  /** `from` takes the place of whatever is at `to`. */
  | { readonly kind: "copy"; readonly from: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string }
  /** A symbolic link takes the place of whatever is at `path`. `target` may be in the runtime too. */
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  | { readonly kind: "mode"; readonly path: string; readonly mode: number }
  /** The module asks for `to` where its source says `from`. */
  | { readonly kind: "specifier"; readonly file: string; readonly from: string; readonly to: string }
  /** npm installs the package, and what it depends on below it, in the place of whatever is at `to`. */
  | {
      readonly kind: "install";
      readonly package: string;
      readonly range: string;
      readonly to: string;
      /** Take the files for Lambda on this CPU; null: for this machine. */
      readonly cpu: string | null;
    }
  /** Of all layers, only this one has a say about what is at the path. `layer` counts from 0, the lowest. */
  | { readonly kind: "one-layer"; readonly path: string; readonly layer: number }
  /** The function runs on another Node line. */
  | { readonly kind: "node"; readonly line: NodeLine };

export interface Repair {
  /** A clause that follows "the error goes when": `zod@4.1.0 takes the place of zod@3.24.4`. */
  readonly when: string;
  readonly edits: readonly Edit[];
}

/** What can be done about one finding, or why nothing can. */
export interface Repairs {
  readonly repairs: readonly Repair[];
  /** Null where there is a repair. */
  readonly refused: string | null;
}

export function repairs(list: readonly Repair[], otherwise: string): Repairs {
  return { repairs: list, refused: list.length > 0 ? null : otherwise };
}
