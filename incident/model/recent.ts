/**
 * A map that forgets: it keeps between half of its limit and the limit, and the older half goes as a whole.
 */
export class Recent<Value> {
  readonly #half: number;
  #values = new Map<string, Value>();
  #older = new Map<string, Value>();

  constructor(limit: number) {
    this.#half = Math.ceil(limit / 2);
  }

  get(key: string): Value | undefined {
    return this.#values.get(key) ?? this.#older.get(key);
  }

  /** What goes, if anything does. */
  set(key: string, value: Value): Iterable<Value> {
    if (this.#older.has(key)) {
      this.#older.set(key, value);
      return [];
    }
    this.#values.set(key, value);
    if (this.#values.size <= this.#half) return [];
    const gone = this.#older;
    this.#older = this.#values;
    this.#values = new Map();
    return gone.values();
  }

  *all(): Generator<Value> {
    yield* this.#older.values();
    yield* this.#values.values();
  }
}
