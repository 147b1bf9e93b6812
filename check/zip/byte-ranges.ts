/** The bytes of a zip that each entry has. Entries that share bytes make a small zip unpack to a huge one. */
import { shown } from "./zip-error.ts";

export interface ByteRange {
  /** The entry's. */
  readonly name: string;
  readonly start: number;
  /** The first byte after it. */
  readonly end: number;
}

/** @throws Error naming two entries that share bytes. */
export function refuseOverlaps(ranges: readonly ByteRange[]): void {
  let before: ByteRange | undefined;
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    if (before !== undefined && range.start < before.end) {
      throw new Error(`${shown(before.name)} and ${shown(range.name)} overlap`);
    }
    before = range;
  }
}
