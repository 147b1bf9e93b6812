/**
 * Waits for the shim's end mark by inotify when there is no FIFO. The file is written only when an invocation
 * ends, so nothing wakes the extension earlier.
 */
import { type FSWatcher, readSync, watch } from "node:fs";
import { decodeEndMark, type EndMark, endMarkBytes } from "../core/journal/end-mark.ts";
import type { EndListener, EndSignals } from "./invocation-end.ts";

/**
 * How often the file is read while an invocation runs if inotify is unavailable (its watches are used up), in
 * milliseconds.
 */
const pollMs = 10;

export class EndMarkWatch implements EndSignals {
  readonly #file: number;
  #watcher: FSWatcher | null = null;
  readonly #slot = Buffer.alloc(endMarkBytes);
  /** The last mark that the listener has received. */
  #seen: EndMark | null = null;
  #listener: EndListener | null = null;

  /** @param file a descriptor of `path`, open for reading */
  constructor(file: number, path: string) {
    this.#file = file;
    try {
      this.#watcher = watch(path, { persistent: false });
      this.#watcher.on("error", () => {
        this.#watcher?.close();
        this.#watcher = null;
      });
    } catch {}
  }

  listen(listener: EndListener): () => void {
    const look = (): void => this.drain();
    const watcher = this.#watcher;
    this.#listener = listener;
    watcher?.on("change", look);
    const timer = watcher === null ? setInterval(look, pollMs) : undefined;
    look();
    return () => {
      this.#listener = null;
      watcher?.off("change", look);
      clearInterval(timer);
    };
  }

  drain(): void {
    let mark: EndMark | null;
    try {
      const length = readSync(this.#file, this.#slot, 0, endMarkBytes, 0);
      mark = decodeEndMark(this.#slot.toString("utf8", 0, length));
    } catch {
      this.#listener?.blind();
      return;
    }
    // The count alone is not enough: a customer's own bootstrap may start Node again while this extension
    // runs, and the new Node counts from one.
    if (mark === null || (mark.count === this.#seen?.count && mark.shimMs === this.#seen.shimMs)) return;
    this.#seen = mark;
    this.#listener?.mark(mark);
  }
}
