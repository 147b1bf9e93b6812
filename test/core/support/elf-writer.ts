/** The pieces that library.ts puts together. */

export function writeSysvHash(out: Writer, count: number): void {
  // One bucket, and a chain through every symbol.
  out
    .u32(1)
    .u32(count)
    .u32(count > 1 ? 1 : 0);
  for (let index = 0; index < count; index++) out.u32(index > 0 && index < count - 1 ? index + 1 : 0);
}

export function writeGnuHash(out: Writer, names: readonly string[], first: number): void {
  const hashed = names.slice(first);
  // One bucket, and a filter that lets everything through.
  out
    .u32(1)
    .u32(first)
    .u32(1)
    .u32(0)
    .bytes(Array(out.bits / 8).fill(255))
    .u32(hashed.length > 0 ? first : 0);
  for (const [place, name] of hashed.entries()) {
    let hash = 5381;
    for (const byte of new TextEncoder().encode(name)) hash = (Math.imul(hash, 33) + byte) >>> 0;
    out.u32(((hash & ~1) | (place === hashed.length - 1 ? 1 : 0)) >>> 0);
  }
}

export function sysvHash(name: string): number {
  let hash = 0;
  for (const byte of new TextEncoder().encode(name)) {
    hash = ((hash << 4) + byte) >>> 0;
    const high = hash & 0xf0000000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}

export class Strings {
  readonly bytes: number[] = [0];
  readonly #at = new Map<string, number>([["", 0]]);

  at(text: string): number {
    const known = this.#at.get(text);
    if (known !== undefined) return known;
    const at = this.bytes.length;
    this.bytes.push(...new TextEncoder().encode(text), 0);
    this.#at.set(text, at);
    return at;
  }
}

export class Writer {
  readonly bits: 32 | 64;
  readonly #bytes: number[] = [];
  readonly #little: boolean;

  constructor(bits: 32 | 64, little: boolean) {
    this.bits = bits;
    this.#little = little;
  }

  get length(): number {
    return this.#bytes.length;
  }

  done(): Uint8Array {
    return new Uint8Array(this.#bytes);
  }

  zeros(count: number): this {
    for (let index = 0; index < count; index++) this.#bytes.push(0);
    return this;
  }

  aligned(to: number): this {
    return this.zeros((to - (this.length % to)) % to);
  }

  bytes(bytes: readonly number[]): this {
    this.#bytes.push(...bytes);
    return this;
  }

  text(text: string): this {
    return this.bytes([...new TextEncoder().encode(text), 0]);
  }

  u16(value: number): this {
    return this.#number(value, 2);
  }

  u32(value: number): this {
    return this.#number(value, 4);
  }

  word(value: number): this {
    return this.#number(value, this.bits / 8);
  }

  #number(value: number, size: number): this {
    const bytes: number[] = [];
    let rest = value;
    for (let index = 0; index < size; index++) {
      bytes.push(rest % 256);
      rest = Math.floor(rest / 256);
    }
    return this.bytes(this.#little ? bytes : bytes.reverse());
  }
}
