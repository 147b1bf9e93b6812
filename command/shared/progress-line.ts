/** The progress of long work, in one line of stderr that is updated. */
import { megabytes, number } from "../../page/counts.ts";

const everyMs = 200;

export interface Stage {
  /** What is done so far, such as `2 of 7 files`. */
  readonly done: string;
  readonly bytes: number;
  /** 0 if unknown. */
  readonly allBytes: number;
}

export class ProgressLine {
  readonly #stream: NodeJS.WriteStream | null;
  readonly #now: () => number;
  readonly #start: number;
  #shownAt = Number.NEGATIVE_INFINITY;
  #length = 0;

  /** @param wanted shows the progress even if the stream is not a terminal. */
  constructor(stream: NodeJS.WriteStream, wanted: boolean, now: () => number = () => performance.now()) {
    this.#stream = wanted || stream.isTTY ? stream : null;
    this.#now = now;
    this.#start = now();
  }

  show(stage: Stage): void {
    if (this.#stream === null || this.#now() - this.#shownAt < everyMs) return;
    this.#shownAt = this.#now();
    const text = progressText(stage, this.#shownAt - this.#start);
    this.#write(text.slice(0, (this.#stream.columns ?? 80) - 1));
  }

  /** What is done now, where no bytes are counted. At once, since long work may follow that cannot wait. */
  say(text: string): void {
    if (this.#stream !== null) this.#write(text.slice(0, (this.#stream.columns ?? 80) - 1));
  }

  /** Clears the line, so that another can be written. */
  clear(): void {
    if (this.#length > 0) this.#write("");
  }

  #write(text: string): void {
    this.#stream?.write(`\r${text.padEnd(this.#length)}${text === "" ? "\r" : ""}`);
    this.#length = text.length;
  }
}

export function progressText({ done, bytes, allBytes }: Stage, elapsedMs: number): string {
  const size = allBytes > 0 ? `${megabytes(bytes)} of ${megabytes(allBytes)}` : megabytes(bytes);
  const rate = elapsedMs > 0 ? (bytes / elapsedMs) * 1000 : 0;
  const speed = rate > 0 ? `, ${megabytes(rate)}/s` : "";
  const left = allBytes > bytes && rate > 0 ? `, ${leftText((allBytes - bytes) / rate)} left` : "";
  return `reading: ${done}, ${size}${speed}${left}`;
}

function leftText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} min` : `${number(Math.ceil(seconds / 3600))} h`;
}
