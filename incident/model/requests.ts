/**
 * What several lines tell of one request, joined by its id whichever comes first. Each side waits for a bounded number of lines: those of one request
 * lie close together in any export, and what is pushed out unjoined is handed to `abandon`. Both sides are kept in a younger and an older half: when
 * one half is full, the older goes as a whole. To take single ones out of a Map's front costs a walk over all that was taken there before.
 */
export class Requests<Waiting, Told> {
  readonly #half: number;
  readonly #join: (waiting: Waiting, told: Told) => void;
  readonly #abandon: (waiting: Waiting) => void;
  #waiting = new Half<Waiting>();
  #olderWaiting = new Half<Waiting>();
  #told = new Map<string, Told>();
  #olderTold = new Map<string, Told>();

  constructor(limit: number, join: (waiting: Waiting, told: Told) => void, abandon: (waiting: Waiting) => void) {
    this.#half = Math.floor(limit / 2);
    this.#join = join;
    this.#abandon = abandon;
  }

  wait(requestId: string, waiting: Waiting): void {
    const told = this.#told.get(requestId) ?? this.#olderTold.get(requestId);
    if (told !== undefined) {
      this.#join(waiting, told);
      return;
    }
    const half = this.#olderWaiting.has(requestId) ? this.#olderWaiting : this.#waiting;
    half.add(requestId, waiting);
    if (half.held <= this.#half) return;
    const abandoned = this.#olderWaiting;
    this.#olderWaiting = this.#waiting;
    this.#waiting = new Half();
    for (const waited of abandoned.all()) this.#abandon(waited);
  }

  tell(requestId: string, told: Told): void {
    this.#told.set(requestId, told);
    if (this.#told.size > this.#half) {
      this.#olderTold = this.#told;
      this.#told = new Map();
    }
    for (const half of [this.#olderWaiting, this.#waiting]) for (const waited of half.taken(requestId)) this.#join(waited, told);
  }

  end(): void {
    const halves = [this.#olderWaiting, this.#waiting];
    this.#olderWaiting = new Half();
    this.#waiting = new Half();
    for (const half of halves) for (const waited of half.all()) this.#abandon(waited);
  }
}

class Half<Waiting> {
  held = 0;
  readonly #byRequest = new Map<string, Waiting[]>();

  has(requestId: string): boolean {
    return this.#byRequest.has(requestId);
  }

  add(requestId: string, waiting: Waiting): void {
    const others = this.#byRequest.get(requestId);
    if (others === undefined) this.#byRequest.set(requestId, [waiting]);
    else others.push(waiting);
    this.held++;
  }

  taken(requestId: string): readonly Waiting[] {
    const waited = this.#byRequest.get(requestId);
    if (waited === undefined) return [];
    this.#byRequest.delete(requestId);
    this.held -= waited.length;
    return waited;
  }

  all(): readonly Waiting[] {
    return [...this.#byRequest.values()].flat();
  }
}
