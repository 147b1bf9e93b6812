/** The functions that logs name, up to a number, whichever of them is asked for. */
const MAX_NAMES = 1_000;

export class FunctionNames {
  readonly #names = new Set<string>();

  see(name: string | null): void {
    if (name !== null && this.#names.size < MAX_NAMES) this.#names.add(name);
  }

  all(): readonly string[] {
    return [...this.#names].sort();
  }
}
