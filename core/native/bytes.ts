const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

/** Bounds-checked integers: null past the end, so that a cut file is an ordinary answer. */
export class Bytes {
  readonly length: number;
  readonly #view: DataView;
  readonly #littleEndian: boolean;

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.length = bytes.byteLength;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = littleEndian;
  }

  u8(offset: number): number | null {
    return this.#within(offset, 1) ? this.#view.getUint8(offset) : null;
  }

  u16(offset: number): number | null {
    return this.#within(offset, 2) ? this.#view.getUint16(offset, this.#littleEndian) : null;
  }

  u32(offset: number): number | null {
    return this.#within(offset, 4) ? this.#view.getUint32(offset, this.#littleEndian) : null;
  }

  /** Null too for what a number cannot hold exactly: no file is that large. */
  u64(offset: number): number | null {
    if (!this.#within(offset, 8)) return null;
    const value = this.#view.getBigUint64(offset, this.#littleEndian);
    return value <= maxSafe ? Number(value) : null;
  }

  /** An ELF word of 4 or 8 bytes. */
  word(offset: number, bits: 32 | 64): number | null {
    return bits === 64 ? this.u64(offset) : this.u32(offset);
  }

  #within(offset: number, size: number): boolean {
    return Number.isInteger(offset) && offset >= 0 && offset + size <= this.length;
  }
}
