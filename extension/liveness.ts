/**
 * Whether the function's process is still there. It holds the FIFO `alive` open for writing, and the kernel closes what a process held, however it
 * ended: at that moment the reading end comes to its end.
 */
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";

export class Liveness {
  readonly #file: number | null;
  #socket: Socket | null = null;
  #ended: () => void = () => {};

  /** @param file a descriptor of the FIFO, open for reading; null where there is none */
  constructor(file: number | null) {
    this.#file = file;
  }

  /** Calls `ended` when no process is there, until the returned function is called. Asked only once a process has been seen. */
  onEnd(ended: () => void): () => void {
    this.#ended = ended;
    if (this.#socket === null && this.#file !== null) this.#open(this.#file);
    return () => {
      this.#ended = () => {};
    };
  }

  /**
   * A description of its own, so that a second process can be waited for after the first. The kernel reports a hang-up only to a reader that has
   * had a writer: for a moment that is us.
   */
  #open(file: number): void {
    try {
      const path = `/proc/self/fd/${file}`;
      const writer = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
      const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      closeSync(writer);
      this.#socket = new Socket({ fd, readable: true, writable: false });
      this.#socket.on("error", () => {});
      this.#socket.on("close", () => {
        this.#socket = null;
        this.#ended();
      });
      this.#socket.resume().unref();
    } catch {
      // The end mark and the deadline remain.
    }
  }
}
