/**
 * The FIFO `alive`. The function's process holds it open for writing. However the process ends, the kernel
 * closes its files, and the reading end then reports the end of the FIFO. While the process lives, the shim
 * sends its end marks through the FIFO, one a line. If another process writes to the FIFO, marks can get
 * lost, since a full FIFO does not accept any: the extension then no longer waits for marks.
 */
import { closeSync, constants, openSync, readSync } from "node:fs";
import { Socket } from "node:net";
import { decodeEndMark, type EndMark, endMarkBytes } from "../core/journal/end-mark.ts";
import type { EndListener, EndSignals } from "./invocation-end.ts";

/** Marks that came while there was no listener: one, except for a function that writes its own. */
const maxKept = 16;

export class FunctionPipe implements EndSignals {
  /** A descriptor of the FIFO, open for reading. */
  readonly #file: number;
  #fd = -1;
  #socket: Socket | null = null;
  #listener: EndListener | null = null;
  #kept: EndMark[] = [];
  #rest = "";
  /** Whether another process writes here. */
  #isNoisy = false;

  constructor(file: number) {
    this.#file = file;
  }

  listen(listener: EndListener): () => void {
    this.#listener = listener;
    for (const mark of this.#kept.splice(0)) listener.mark(mark);
    if (this.#socket === null) this.#open();
    if (this.#isNoisy) listener.blind();
    return () => {
      this.#listener = null;
    };
  }

  /** Reads what the kernel holds before an event announces it. */
  drain(): void {
    const chunk = Buffer.allocUnsafe(16 * endMarkBytes);
    try {
      for (let reads = 0; this.#socket !== null && reads < maxKept; reads++) {
        const length = readSync(this.#fd, chunk);
        if (length === 0) return;
        this.#take(chunk.toString("latin1", 0, length));
      }
    } catch {
      // EAGAIN: it is empty.
    }
  }

  /**
   * Opens a file description of its own, so that the extension can wait for a second process after the first
   * has ended. The kernel reports a hang-up only to a reader that has had a writer: for a moment this process
   * is that writer.
   */
  #open(): void {
    try {
      const path = `/proc/self/fd/${this.#file}`;
      const writer = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
      this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      closeSync(writer);
      this.#socket = new Socket({ fd: this.#fd, readable: true, writable: false });
      this.#socket.setEncoding("latin1");
      this.#socket.on("data", (text) => this.#take(String(text)));
      this.#socket.on("error", () => {});
      this.#socket.on("close", () => {
        this.#socket = null;
        this.#rest = "";
        this.#listener?.gone();
      });
      this.#socket.unref();
    } catch {
      this.#listener?.blind();
    }
  }

  #hearNoise(): void {
    this.#isNoisy = true;
    this.#listener?.blind();
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    // A line that is longer than a mark is not one, whatever follows.
    this.#rest = (lines.pop() ?? "").slice(0, endMarkBytes + 1);
    if (this.#rest.length > endMarkBytes) this.#hearNoise();
    for (const line of lines) {
      const mark = decodeEndMark(line);
      if (mark === null) this.#hearNoise();
      else if (this.#listener !== null) this.#listener.mark(mark);
      else if (this.#kept.push(mark) > maxKept) this.#kept.shift();
    }
  }
}
