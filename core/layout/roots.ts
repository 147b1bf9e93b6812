import { isInside } from "./paths.ts";

/** A place packages come from. `node` is the built-ins; whatever is in no root is `other`. */
export type Root = "function" | "layer" | "runtime" | "node" | "other";

/** All of them. */
export const roots: ReadonlySet<string> = new Set([
  "function",
  "layer",
  "runtime",
  "node",
  "other",
] satisfies Root[]);

export function isRoot(text: string): text is Root {
  return roots.has(text);
}

/** The roots that hold packages. */
export const packageRoots: ReadonlySet<Root> = new Set(["function", "layer", "runtime"]);

export interface Layout {
  /** Put before every well-known directory where the sandbox stages the roots elsewhere; `""` on Lambda. */
  readonly sysroot: string;
  /**
   * LAMBDA_TASK_ROOT as the function's process saw it: already physical, so the sysroot is not put before it.
   */
  readonly taskRoot?: string;
  /** LD_LIBRARY_PATH; Lambda's own where it is not known. */
  readonly libraryPath?: string;
  /**
   * The runtime of Lambda whose levels native code is judged by, next to the machine's own; for a run
   * elsewhere.
   */
  readonly runtime?: string;
  /**
   * True where the file system holds the roots alone, without a system around them: then a runtime's levels
   * are all that native code is judged by.
   */
  readonly rootsOnly?: boolean;
}

/**
 * The directories of a Lambda environment (Lambda developer guide, packaging layers). AWS's documents place
 * the bundled SDK in /var/lang/lib, its listings in /var/runtime: both are `runtime`.
 */
export class Roots {
  readonly function: string;
  readonly layer: string;
  readonly runtime: string;
  readonly #directories: readonly (readonly [directory: string, root: Root])[];

  constructor(layout: Layout) {
    const sysroot = withoutTrailingSlash(layout.sysroot);
    const standardTask = `${sysroot}/var/task`;
    this.function = layout.taskRoot?.startsWith("/")
      ? withoutTrailingSlash(layout.taskRoot) || "/"
      : standardTask;
    this.layer = `${sysroot}/opt`;
    this.runtime = `${sysroot}/var/runtime`;
    // The task root comes last: an image may set it to "/", which must not swallow the other roots.
    this.#directories = [
      [this.layer, "layer"],
      [this.runtime, "runtime"],
      [`${sysroot}/var/lang`, "runtime"],
      [standardTask, "function"],
      [this.function, "function"],
    ];
  }

  rootOf(path: string): Root {
    if (path.startsWith("node:")) return "node";
    return this.#entryOf(path)?.[1] ?? "other";
  }

  /** The root's own directory that holds `path`, or `/` for a path in no root. */
  directoryOf(path: string): string {
    return this.#entryOf(path)?.[0] ?? "/";
  }

  #entryOf(path: string): readonly [directory: string, root: Root] | undefined {
    for (const entry of this.#directories) {
      if (isInside(path, entry[0])) return entry;
    }
    return undefined;
  }
}

function withoutTrailingSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}
