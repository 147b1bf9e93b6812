/**
 * Ends a fuzzing process that hangs, in another thread, and says on which input: what hangs cannot say so
 * itself.
 */
import { isMainThread, Worker, workerData } from "node:worker_threads";

const HANG_SECONDS = 20;
const HEADER = 8;

export class Watchdog {
  readonly #shared: SharedArrayBuffer;
  readonly #worker: Worker;

  constructor(maxBytes: number) {
    this.#shared = new SharedArrayBuffer(HEADER + maxBytes);
    this.#worker = new Worker(new URL(import.meta.url), { workerData: this.#shared });
    this.#worker.unref();
  }

  /** The input that is about to be run. */
  see(input: Uint8Array): void {
    const [header, bytes] = viewsOf(this.#shared);
    bytes.set(input);
    header[1] = input.length;
    header[0] = (header[0] ?? 0) + 1;
  }
}

function viewsOf(shared: SharedArrayBuffer): readonly [Uint32Array, Uint8Array] {
  return [new Uint32Array(shared, 0, 2), new Uint8Array(shared, HEADER)];
}

if (!isMainThread && workerData instanceof SharedArrayBuffer) {
  const [header, bytes] = viewsOf(workerData);
  let before = 0;
  setInterval(() => {
    if (header[0] === before) {
      const input = Buffer.from(bytes.subarray(0, header[1]));
      process.stderr.write(`hangs on ${input.toString("base64")}\n`);
      process.kill(process.pid, "SIGKILL");
    }
    before = header[0] ?? 0;
  }, HANG_SECONDS * 1_000);
}
