/**
 * In which formats each thread has evaluated the copies of packages, and who asked for them from outside the
 * copy. A copy whose modules of one format load its modules of the other holds one state for both: an ES
 * module that wraps CommonJS, or the reverse.
 */
import type { ResolutionRecord } from "../../journal/records.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import { formatOf, type ModuleFormat } from "../../layout/module-format.ts";
import type { PackageReader } from "../../layout/package-json.ts";
import type { Entry } from "../rule/subjects.ts";

const maxAskers = 16;

export interface DualCopy {
  readonly thread: number;
  /** The copy's directory. */
  readonly copy: string;
  /** The first module that each asking copy got; never empty. */
  readonly commonjs: readonly Entry[];
  readonly modules: readonly Entry[];
}

interface State {
  /** Format -> asking copy, `""` where none is known -> the first module that it got. */
  readonly entries: Readonly<Record<ModuleFormat, Map<string, Entry>>>;
  joined: boolean;
}

export class Formats {
  readonly #packages: PackageReader;
  /** Thread -> copy -> state. Bounded by the copies that the analysis takes in. */
  readonly #copies = new Map<number, Map<string, State>>();

  constructor(packages: PackageReader) {
    this.#packages = packages;
  }

  /** @param from the importer's copy; null where no module asked */
  add(
    { thread, how, specifier, importer, path }: ResolutionRecord,
    copy: CopyRef,
    from: CopyRef | null,
  ): void {
    // The runtime and layers enter the function's own code as they please.
    if (how === "require.resolve" || placeInNodeModules(path) === null) return;
    const format = formatOf(path, this.#packages);
    if (format === null) return;
    const state = this.#stateOf(thread, copy.path);
    if (importer !== null && from?.path === copy.path) {
      state.joined ||= formatOf(importer, this.#packages) !== format;
      return;
    }
    const entries = state.entries[format];
    const asker = from?.path ?? "";
    if (entries.has(asker) || entries.size >= maxAskers) return;
    entries.set(asker, { path, how, specifier, importer, asker: from?.path ?? null });
  }

  /** The copies that ran in both formats and whose formats share nothing. */
  *dual(): Iterable<DualCopy> {
    for (const [thread, copies] of this.#copies) {
      for (const [copy, { entries, joined }] of copies) {
        if (joined || entries.commonjs.size === 0 || entries.module.size === 0) continue;
        yield {
          thread,
          copy,
          commonjs: [...entries.commonjs.values()],
          modules: [...entries.module.values()],
        };
      }
    }
  }

  /** The thread shares no memory with what ran under its number before. */
  forget(thread: number): void {
    this.#copies.delete(thread);
  }

  #stateOf(thread: number, copy: string): State {
    const copies = this.#copies.get(thread) ?? new Map<string, State>();
    this.#copies.set(thread, copies);
    const known = copies.get(copy);
    if (known !== undefined) return known;
    const state = { entries: { commonjs: new Map(), module: new Map() }, joined: false };
    copies.set(copy, state);
    return state;
  }
}
