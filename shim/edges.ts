/**
 * Which resolutions are written down. Node asks a hook once for each (folder, specifier) and answers repeated
 * requires from its own cache; what still repeats is dropped here: a relative specifier counts when its
 * target is new, a bare one when the pair of importer and specifier is new.
 */
import type { How } from "../core/journal/records.ts";
import { noteMissed } from "./failures.ts";
import type { Journal } from "./journal-file.ts";
import { own, StringOf, slice, startsWith } from "./primordials.ts";

/**
 * Beyond this many distinct edges nothing new is recorded: a function that imports under ever new names must
 * not cost memory without end.
 */
const maxEdges = 100_000;

/** An answer to `require` or `require.resolve`, as long as it is not known which. */
interface Pending {
  readonly path: string;
  readonly edge: string;
}

export class Edges {
  readonly #journal: Journal;
  readonly #known = own(new Set<string>(), "add", "delete", "has", "size");
  pending: Pending | null = null;
  /**
   * Whether Node asks hooks for `require.resolve` too, in the same words as for `require`, and `began` is
   * called for loads.
   */
  ambiguous = false;

  constructor(journal: Journal) {
    this.#journal = journal;
    journal.beforeEnd(() => this.settle());
  }

  resolved(how: How, specifier: string, importer: string | null, path: string): void {
    const first = specifier[0];
    const bare = first !== "." && first !== "/" && !startsWith(specifier, "file:");
    const loads = how !== "require.resolve";
    // A path is its own edge where only new targets count.
    const edge = bare || !loads ? `${how}\0${importer}\0${specifier}` : path;
    if (!this.#isNew(edge)) return;
    if (loads && edge !== path) this.#known.add(path);
    if (this.ambiguous && how === "require") this.pending = { path, edge };
    this.#journal.append({
      tag: "resolution",
      thread: this.#journal.thread,
      how,
      specifier: clip(specifier),
      importer,
      path,
    });
  }

  failed(how: How, specifier: string, importer: string | null, error: unknown): void {
    if (!this.#isNew(`!${how}${importer}\0${specifier}`)) return;
    noteMissed(clip(specifier));
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
    const reason = clip(StringOf(typeof code === "string" ? code : (name ?? "Error")));
    this.#journal.append({
      tag: "unresolved",
      thread: this.#journal.thread,
      how,
      specifier: clip(specifier),
      importer,
      code: reason,
    });
  }

  /**
   * Node may be about to load something: it is what was asked for last if that is in its cache now. Never
   * throws.
   */
  began(cache: unknown): void {
    // A cache that the function put in its place is not asked: it may tell on whoever asks.
    if (cache !== require.cache || (this.pending as Pending).path in require.cache) this.pending = null;
  }

  /**
   * What was asked for last and not loaded by now was only resolved, unless it had been loaded before. Never
   * throws: called while Node resolves something else.
   */
  settle(): void {
    if (this.pending === null) return;
    const { path, edge } = this.pending;
    this.pending = null;
    try {
      if (path in require.cache) return;
      this.#known.delete(path);
      this.#known.delete(edge);
      this.#journal.append({ tag: "not-loaded", thread: this.#journal.thread, path });
    } catch {}
  }

  #isNew(edge: string): boolean {
    if (this.#known.has(edge) || this.#known.size > maxEdges) return false;
    this.#known.add(edge);
    return true;
  }
}

/** Specifiers can be data URLs or whole sources: the start is enough to know them by. */
function clip(text: string): string {
  return text.length > 1024 ? slice(text, 0, 1024) : text;
}
