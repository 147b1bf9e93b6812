/**
 * Decides which resolutions are recorded. Node asks a hook once for each (folder, specifier) and answers
 * repeated requires from its own cache. Other repeats are dropped here: a relative specifier is recorded when
 * its target is new, a bare one when the pair of importer and specifier is new.
 */
import type { How } from "../core/journal/records.ts";
import { noteMissed } from "./failures.ts";
import type { Journal } from "./journal-file.ts";
import { own, StringOf, slice, startsWith } from "./primordials.ts";

/**
 * After this many distinct edges, nothing new is recorded: a function that always imports under new names
 * must not use memory without limit.
 */
const maxEdges = 100_000;

/** An answer of the resolver while it is not known whether `require` or `require.resolve` asked. */
interface Pending {
  readonly path: string;
  readonly edge: string;
}

export class Edges {
  readonly #journal: Journal;
  readonly #known = own(new Set<string>(), "add", "delete", "has", "size");
  pending: Pending | null = null;
  /**
   * Whether Node also asks hooks for `require.resolve`, with the same arguments as for `require`, and the
   * shim calls `began` for loads.
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
    // If only new targets count, the path is the edge.
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
   * Called when Node may begin to load a file. If the last answer's path is in the cache now, that file is
   * loaded. Never throws.
   */
  began(cache: unknown): void {
    // If the function replaced the cache, the shim does not read it: the replacement may reveal who reads it.
    if (cache !== require.cache || (this.pending as Pending).path in require.cache) this.pending = null;
  }

  /**
   * Ends the pending answer. If its path is not loaded now, it was only resolved, unless it had been loaded
   * before. Never throws: called while Node resolves another module.
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

/** Specifiers can be data URLs or complete sources: the start is enough to identify them. */
function clip(text: string): string {
  return text.length > 1024 ? slice(text, 0, 1024) : text;
}
