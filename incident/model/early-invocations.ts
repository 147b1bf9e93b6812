/**
 * Invocations whose lines came before the line that says what was loaded: times and counts. What it holds is
 * bounded: when it is full, neighbours become one, at the later time.
 */
const maxHeld = 1_000;

export class EarlyInvocations {
  #held: [at: number, invocations: number][] = [];

  add(at: number, invocations: number): void {
    this.#held.push([at, invocations]);
    if (this.#held.length < maxHeld) return;
    const sorted = this.#held.sort(([left], [right]) => left - right);
    this.#held = sorted.flatMap(([then, count], index): [number, number][] => {
      const before = sorted[index - 1];
      return index % 2 === 0 || before === undefined ? [] : [[then, count + before[1]]];
    });
  }

  /** Takes those from this time on. */
  since(at: number): readonly (readonly [at: number, invocations: number])[] {
    const taken = this.#held.filter(([then]) => then >= at);
    if (taken.length > 0) this.#held = this.#held.filter(([then]) => then < at);
    return taken;
  }
}
