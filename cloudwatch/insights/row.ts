import { Structure, type Value } from "./value.ts";

/** One row on its way through the commands: what it came with, and what commands have added. */
export class Row {
  readonly #from: (name: string) => Value;
  readonly #added = new Map<string, Value>();

  constructor(from: (name: string) => Value) {
    this.#from = from;
  }

  get(name: string): Value {
    const added = this.#added.get(name);
    return added === undefined ? (this.#inStructure(name) ?? this.#from(name)) : added;
  }

  /** This row with one field more. */
  with(name: string, value: Value): Row {
    const row = new Row((other) => this.get(other));
    row.set(name, value);
    return row;
  }

  set(name: string, value: Value): void {
    this.#added.set(name, value);
  }

  /** `json.user.name`, where a command has added `json`. */
  #inStructure(name: string): Value {
    for (let end = name.lastIndexOf("."); end > 0; end = name.lastIndexOf(".", end - 1)) {
      let value = this.#added.get(name.slice(0, end));
      if (!(value instanceof Structure)) continue;
      for (const key of name.slice(end + 1).split("."))
        value = value instanceof Structure ? value.at(key) : null;
      return value;
    }
    return null;
  }
}
