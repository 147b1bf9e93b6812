/**
 * What several lines tell of one request, joined by its id whichever comes first. Each side waits for a bounded number of lines: those of one request
 * lie close together in any export, and what is pushed out unjoined is handed to `abandon`.
 */
export class Requests<Waiting, Told> {
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #told = new Map<string, Told>();
  readonly #limit: number;
  readonly #join: (waiting: Waiting, told: Told) => void;
  readonly #abandon: (waiting: Waiting) => void;
  #held = 0;

  constructor(limit: number, join: (waiting: Waiting, told: Told) => void, abandon: (waiting: Waiting) => void) {
    this.#limit = limit;
    this.#join = join;
    this.#abandon = abandon;
  }

  wait(requestId: string, waiting: Waiting): void {
    const told = this.#told.get(requestId);
    if (told !== undefined) {
      this.#join(waiting, told);
      return;
    }
    const others = this.#waiting.get(requestId);
    if (others === undefined) this.#waiting.set(requestId, [waiting]);
    else others.push(waiting);
    this.#held++;
    while (this.#held > this.#limit) for (const waited of this.#taken(this.#waiting.keys().next().value as string)) this.#abandon(waited);
  }

  tell(requestId: string, told: Told): void {
    this.#told.set(requestId, told);
    if (this.#told.size > this.#limit) this.#told.delete(this.#told.keys().next().value as string);
    for (const waited of this.#taken(requestId)) this.#join(waited, told);
  }

  end(): void {
    for (const requestId of [...this.#waiting.keys()]) for (const waited of this.#taken(requestId)) this.#abandon(waited);
  }

  #taken(requestId: string): readonly Waiting[] {
    const waited = this.#waiting.get(requestId) ?? [];
    this.#waiting.delete(requestId);
    this.#held -= waited.length;
    return waited;
  }
}
