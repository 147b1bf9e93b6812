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

  #within(offset: number, size: number): boolean {
    return Number.isInteger(offset) && offset >= 0 && offset + size <= this.length;
  }
}
