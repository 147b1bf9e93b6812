import type { Value } from "./value.ts";

/** One row on its way through the commands: what it came with, and what commands have added. */
export class Row {
  readonly #from: (name: string) => Value;
  readonly #added = new Map<string, Value>();

  constructor(from: (name: string) => Value) {
    this.#from = from;
  }

  get(name: string): Value {
    const added = this.#added.get(name);
    return added === undefined ? this.#from(name) : added;
  }

  set(name: string, value: Value): void {
    this.#added.set(name, value);
  }
}
