/**
 * A set of 52-bit hashes that says whether something was there before: exports overlap and deliveries are at
 * least once. Open addressing over one Float64Array, 22 bytes an entry at most, up to a limit; past it
 * everything is new, and `full` says so. Two different things may share a hash once in about 10^8 events,
 * which would take one of them for a duplicate.
 */
const firstSlots = 1 << 12;
const maxSlots = 1 << 23;
const fullest = 0.75;

export class Seen {
  #slots = new Float64Array(firstSlots);
  #size = 0;
  full = false;

  /** Whether it was there; it is from now on. */
  has(...parts: readonly (string | number | null | undefined)[]): boolean {
    const hash = hashOf(parts.join("\u0000"));
    if (this.#find(this.#slots, hash)) return true;
    if (this.full) return false;
    this.#insert(this.#slots, hash);
    this.#size++;
    if (this.#size > this.#slots.length * fullest) this.#grow();
    return false;
  }

  #grow(): void {
    if (this.#slots.length >= maxSlots) {
      this.full = true;
      return;
    }
    const slots = new Float64Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) this.#insert(slots, hash);
    this.#slots = slots;
  }

  #find(slots: Float64Array, hash: number): boolean {
    for (let at = hash % slots.length; slots[at] !== 0; at = (at + 1) % slots.length)
      if (slots[at] === hash) return true;
    return false;
  }

  #insert(slots: Float64Array, hash: number): void {
    let at = hash % slots.length;
    while (slots[at] !== 0) at = (at + 1) % slots.length;
    slots[at] = hash;
  }
}

/** Two multiplicative 32-bit hashes of the text's code units, put together to 1 .. 2^52. */
function hashOf(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
  }
  high ^= high >>> 15;
  return (high & 0xfffff) * 0x1_0000_0000 + (low >>> 0) + 1;
}
