/**
 * What the inits of each function took, from `init` lines: means over its environments. A copy that only
 * some of them loaded has the mean of those.
 */
import type { CopyRef } from "../../core/layout/copy-ref.ts";
import { isRoot } from "../../core/layout/roots.ts";
import { type InitTimes, type LoadTimeRoot, loadTimeRoots } from "../../core/telemetry/load-time.ts";

/** Times are in milliseconds. */
export interface FunctionLoadTimes {
  readonly functionName: string;
  /** That have such a line. */
  readonly environments: number;
  readonly init: number;
  readonly idle: number;
  /** Self times; `node` is Node's own work, `outcrop` Outcrop's. */
  readonly roots: Readonly<Record<LoadTimeRoot, number>>;
  /** The longest total first. */
  readonly copies: readonly CopyLoadTime[];
}

export interface CopyLoadTime extends CopyRef {
  readonly environments: number;
  readonly self: number;
  readonly total: number;
}

interface Sum {
  readonly copy: CopyRef;
  environments: number;
  self: number;
  total: number;
}

interface Sums {
  environments: number;
  init: number;
  idle: number;
  readonly roots: Record<LoadTimeRoot, number>;
  readonly copies: Map<string, Sum>;
}

const maxFunctions = 2_000;
/** Of one function. */
const maxCopies = 500;

export class LoadTimeSums {
  readonly #byFunction = new Map<string, Sums>();

  /** False without room for another function. */
  add(functionName: string, { init, idle, roots, copies }: InitTimes): boolean {
    let sums = this.#byFunction.get(functionName);
    if (sums === undefined) {
      if (this.#byFunction.size >= maxFunctions) return false;
      const none = { function: 0, layer: 0, runtime: 0, node: 0, other: 0, outcrop: 0 };
      sums = { environments: 0, init: 0, idle: 0, roots: none, copies: new Map() };
      this.#byFunction.set(functionName, sums);
    }
    sums.environments++;
    sums.init += init;
    sums.idle += idle;
    for (const root of loadTimeRoots) sums.roots[root] += roots[root];
    for (const { self, total, root, layer, ...listed } of copies) {
      if (!isRoot(root)) continue;
      const key = `${listed.path} ${listed.version}`;
      const sum = sums.copies.get(key);
      if (sum !== undefined) {
        sum.environments++;
        sum.self += self;
        sum.total += total;
      } else if (sums.copies.size < maxCopies) {
        sums.copies.set(key, {
          copy: { ...listed, root, ...(layer !== undefined && { layer }) },
          environments: 1,
          self,
          total,
        });
      }
    }
    return true;
  }

  /** The slowest init first. */
  all(): readonly FunctionLoadTimes[] {
    return [...this.#byFunction]
      .map(([functionName, { environments, init, idle, roots, copies }]) => {
        const mean = (sum: number, of = environments): number => Math.round((sum / of) * 10) / 10;
        const means = Object.fromEntries(loadTimeRoots.map((root) => [root, mean(roots[root])]));
        return {
          functionName,
          environments,
          init: mean(init),
          idle: mean(idle),
          roots: means as Record<LoadTimeRoot, number>,
          copies: [...copies.values()]
            .map(({ copy, environments: seen, self, total }) => ({
              ...copy,
              environments: seen,
              self: mean(self, seen),
              total: mean(total, seen),
            }))
            .sort((a, b) => b.total - a.total || b.self - a.self),
        };
      })
      .sort((a, b) => b.init - a.init);
  }
}
