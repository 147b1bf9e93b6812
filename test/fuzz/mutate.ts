/**
 * New inputs from old ones, as fuzzers make them: small steps, stacked, and now and then something that is
 * nothing but noise.
 */
import type { Random } from "./random.ts";

const INTERESTING = [
  0, 1, 2, 3, 4, 8, 16, 24, 32, 56, 64, 127, 128, 255, 256, 4095, 4096, 0x7fff, 0x8000, 0xffff,
] as const;
const WIDE = [...INTERESTING, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff, 0x6ffffffe] as const;
const MAX_STEPS = 6;

const DELIMITERS: ReadonlySet<number> = new Set(
  [...',:[]{}"()=\n '].map((character) => character.charCodeAt(0)),
);
const QUOTE = 34;

type Step = (input: Uint8Array, random: Random, others: Others) => Uint8Array;

export interface Others {
  /** What may be spliced in. */
  readonly pool: readonly [Uint8Array, ...Uint8Array[]];
  /** Words of the format. */
  readonly words: readonly Uint8Array[];
}

export function mutate(input: Uint8Array, random: Random, others: Others, maxBytes: number): Uint8Array {
  if (random.below(64) === 0) return noise(random, Math.min(maxBytes, 512));
  let output = input;
  for (let steps = 1 + random.below(MAX_STEPS); steps > 0; steps--)
    output = random.pick(STEPS)(output, random, others);
  return output.length > maxBytes ? output.subarray(0, maxBytes) : output;
}

const STEPS: readonly [Step, ...Step[]] = [
  (input, random) =>
    changed(input, (bytes) => {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }),
  (input, random) =>
    changed(input, (bytes) => {
      bytes[random.below(bytes.length)] = random.below(256);
    }),
  // A number of a binary header, aligned or not, in either byte order.
  (input, random) =>
    changed(input, (bytes) => {
      const size = random.pick([2, 4, 8]);
      if (bytes.length < size) return;
      const at = random.below(bytes.length - size + 1);
      const offset = random.below(4) === 0 ? at : at - (at % size);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const value =
        random.below(3) === 0 ? random.below(bytes.length + 1) : (WIDE[random.below(WIDE.length)] ?? 0);
      const little = random.below(4) !== 0;
      if (size === 2) view.setUint16(offset, value & 0xffff, little);
      else if (size === 4) view.setUint32(offset, value >>> 0, little);
      else view.setBigUint64(offset, BigInt(value), little);
    }),
  (input, random) => input.subarray(0, random.below(input.length + 1)),
  (input, random) => replaced(input, random, () => new Uint8Array(0)),
  (input, random) => replaced(input, random, (piece) => joined(piece, piece)),
  (input, random, { words }) =>
    replaced(input, random, () => words[random.below(words.length)] ?? new Uint8Array(1)),
  // One word of a text for another: what is valid often stays so.
  (input, random, { words }) => {
    const [start, end] = wordAt(input, random.below(input.length + 1));
    return joined(
      input.subarray(0, start),
      joined(words[random.below(words.length)] ?? new Uint8Array(1), input.subarray(end)),
    );
  },
  (input, random, { pool }) => {
    const other = random.pick(pool);
    return joined(
      input.subarray(0, random.below(input.length + 1)),
      other.subarray(random.below(other.length + 1)),
    );
  },
  (input, random, { pool }) => replaced(input, random, () => pieceOf(random.pick(pool), random)),
  // One piece many times: depth, counts and lengths.
  (input, random) => {
    const piece = pieceOf(input, random).subarray(0, 64);
    let many = piece;
    for (let doublings = random.below(random.below(16) === 0 ? 12 : 4); doublings > 0; doublings--)
      many = joined(many, many);
    return replaced(input, random, () => many);
  },
];

function noise(random: Random, maxBytes: number): Uint8Array {
  const bytes = new Uint8Array(random.below(maxBytes + 1));
  const printable = random.below(2) === 0;
  for (let at = 0; at < bytes.length; at++) bytes[at] = printable ? 32 + random.below(95) : random.below(256);
  return bytes;
}

function changed(input: Uint8Array, change: (bytes: Uint8Array) => void): Uint8Array {
  const bytes = input.slice();
  if (bytes.length > 0) change(bytes);
  return bytes;
}

function wordAt(input: Uint8Array, at: number): readonly [start: number, end: number] {
  const isInside = (byte: number | undefined): boolean => byte !== undefined && !DELIMITERS.has(byte);
  let [start, end] = [at, at];
  while (isInside(input[start - 1])) start--;
  while (isInside(input[end])) end++;
  // A quoted word is replaced with its quotes.
  return input[start - 1] === QUOTE && input[end] === QUOTE ? [start - 1, end + 1] : [start, end];
}

function pieceOf(input: Uint8Array, random: Random): Uint8Array {
  const start = random.below(input.length + 1);
  return input.subarray(start, start + random.below(Math.min(input.length - start, 256) + 1));
}

function replaced(input: Uint8Array, random: Random, by: (piece: Uint8Array) => Uint8Array): Uint8Array {
  const start = random.below(input.length + 1);
  const end = start + random.below(Math.min(input.length - start, 64) + 1);
  return joined(input.subarray(0, start), joined(by(input.subarray(start, end)), input.subarray(end)));
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length);
  bytes.set(left);
  bytes.set(right, left.length);
  return bytes;
}
