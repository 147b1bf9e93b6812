/** What the reader took a file for: the shapes of its records, counted, and what the whole looks like. */

/** In words that follow "read as". */
export type ShapeName =
  | "CloudWatch's events in JSON"
  | "deliveries of a subscription"
  | "an S3 export"
  | "aws logs tail"
  | "aws --output text"
  | "CSV"
  | "CSV of another tool"
  | "lines as Lambda writes them"
  | "documents or lines of another tool";

export interface FileReading {
  readonly file: string;
  /** How many events were given of each shape, the most first. */
  readonly shapes: readonly (readonly [name: ShapeName, events: number])[];
  /** Where it holds no log, what it seems to be and what to do, in a sentence without its end; else null. */
  readonly looksLike: string | null;
}

/** Of all files together, the most first. */
export function shapesOf(readings: readonly FileReading[]): FileReading["shapes"] {
  const all = new Map<ShapeName, number>();
  for (const { shapes } of readings)
    for (const [name, events] of shapes) all.set(name, (all.get(name) ?? 0) + events);
  return [...all].sort(([, left], [, right]) => right - left);
}

export class Recognised {
  readonly #counts = new Map<ShapeName, number>();
  /** Most events have the shape of the one before. */
  #latest: ShapeName | null = null;
  #ofLatest = 0;

  add(shape: ShapeName): void {
    if (shape !== this.#latest) this.#keep(shape);
    this.#ofLatest++;
  }

  #keep(next: ShapeName | null): void {
    if (this.#latest !== null)
      this.#counts.set(this.#latest, (this.#counts.get(this.#latest) ?? 0) + this.#ofLatest);
    [this.#latest, this.#ofLatest] = [next, 0];
  }

  shapes(): FileReading["shapes"] {
    this.#keep(null);
    return [...this.#counts].sort(([, left], [, right]) => right - left);
  }
}
