/** The functions that logs name, up to a number, whichever of them is asked for. */
const maxNames = 1_000;

export class FunctionNames {
  readonly #names = new Set<string>();

  see(name: string | null): void {
    if (name !== null && this.#names.size < maxNames) this.#names.add(name);
  }

  all(): readonly string[] {
    return [...this.#names].sort();
  }
}
