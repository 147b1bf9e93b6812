/**
 * Keeps the report's size bounded whatever the logs hold: each section has room for so many bytes, and says
 * how many of its items found none.
 */
import type { Html } from "./html.ts";

export interface Room {
  readonly bytes: number;
  readonly items: number;
}

export interface Filled<T> {
  readonly parts: readonly Html[];
  /** Items that are drawn, in order. */
  readonly kept: readonly T[];
  readonly leftOut: number;
}

/** A full room is not worth drawing every item for. */
const maxMisses = 20;

/** In their order; an item that is too large is left out by itself. */
export function fillRoom<T>(items: readonly T[], room: Room, draw: (item: T, at: number) => Html): Filled<T> {
  const parts: Html[] = [];
  const kept: T[] = [];
  let bytes = 0;
  let misses = 0;
  for (const [at, item] of items.entries()) {
    if (parts.length >= room.items || misses >= maxMisses) break;
    const part = draw(item, at);
    const size = Buffer.byteLength(part.text);
    if (bytes + size > room.bytes) {
      misses++;
      continue;
    }
    bytes += size;
    parts.push(part);
    kept.push(item);
  }
  return { parts, kept, leftOut: items.length - kept.length };
}
