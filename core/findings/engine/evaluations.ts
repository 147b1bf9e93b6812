import type { ResolutionRecord } from "../../journal/records.ts";
import { type CopyRef, isOwnCode } from "../../layout/copy-ref.ts";
import type { PackageReader } from "../../layout/package-json.ts";
import { Formats } from "./formats.ts";

const maxPairs = 1_000;

export interface Pair {
  readonly thread: number;
  /** Physical directories. */
  readonly first: string;
  readonly copy: string;
}

/**
 * Which copies of a package each thread has evaluated, and the pairs that makes: every later copy with the
 * first.
 */
export class Evaluations {
  readonly formats: Formats;
  /** Thread -> package -> copies, in order of evaluation. */
  readonly #copies = new Map<number, Map<string, string[]>>();
  readonly #pairs = new Map<string, Pair>();
  readonly #pids = new Map<number, number>();

  constructor(packages: PackageReader) {
    this.formats = new Formats(packages);
  }

  get pairs(): Iterable<Pair> {
    return this.#pairs.values();
  }

  /**
   * Asking where a module is, or reading its JSON, evaluates nothing; code of no package has no second copy.
   */
  add({ thread, how, path }: ResolutionRecord, copy: CopyRef): void {
    if (how === "require.resolve" || path.endsWith(".json") || isOwnCode(copy)) return;
    this.addCopy(thread, copy);
  }

  /** The thread evaluated something of the copy. */
  addCopy(thread: number, copy: CopyRef): void {
    const ofThread = this.#copies.get(thread) ?? new Map<string, string[]>();
    this.#copies.set(thread, ofThread);
    const copies = ofThread.get(copy.package);
    if (copies === undefined) {
      ofThread.set(copy.package, [copy.path]);
      return;
    }
    const first = copies[0];
    if (first === undefined || copies.includes(copy.path)) return;
    copies.push(copy.path);
    const pair = `${first}\n${copy.path}`;
    if (!this.#pairs.has(pair) && this.#pairs.size < maxPairs)
      this.#pairs.set(pair, { thread, first, copy: copy.path });
  }

  /**
   * A thread began: under another process id it shares no memory with what ran under its number before. What
   * came before the first process id was preloaded by the same process.
   */
  began(thread: number, pid: number): void {
    const known = this.#pids.get(thread);
    this.#pids.set(thread, pid);
    if (known === undefined || known === pid) return;
    this.#copies.delete(thread);
    this.formats.forget(thread);
  }
}
