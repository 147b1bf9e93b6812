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

  add(shape: ShapeName): void {
    this.#counts.set(shape, (this.#counts.get(shape) ?? 0) + 1);
  }

  shapes(): FileReading["shapes"] {
    return [...this.#counts].sort(([, left], [, right]) => right - left);
  }
}
