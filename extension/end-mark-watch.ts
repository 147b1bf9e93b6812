/** Waits for the shim's end mark by inotify: the file is written only when an invocation ends, so nothing wakes the extension before. */
import { type FSWatcher, readSync, watch } from "node:fs";
import { decodeEndMark, type EndMark, endMarkBytes } from "../core/journal/end-mark.ts";

/** Where inotify is not to be had (its watches are used up), the file is looked at this often while an invocation runs, in milliseconds. */
const pollMs = 10;

export class EndMarkWatch {
  readonly #file: number;
  #watcher: FSWatcher | null = null;
  readonly #slot = Buffer.alloc(endMarkBytes);

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

  /**
   * The mark as it stands, null when none was set yet.
   * @throws NodeJS.ErrnoException when it cannot be read
   */
  current(): EndMark | null {
    const length = readSync(this.#file, this.#slot, 0, endMarkBytes, 0);
    return decodeEndMark(this.#slot.toString("utf8", 0, length));
  }

  /** Calls `look` now and at each change until the returned function is called. */
  onChange(look: () => void): () => void {
    const watcher = this.#watcher;
    watcher?.on("change", look);
    const timer = watcher === null ? setInterval(look, pollMs) : undefined;
    look();
    return () => {
      watcher?.off("change", look);
      clearInterval(timer);
    };
  }
}
