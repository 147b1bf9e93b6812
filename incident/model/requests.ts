/**
 * Joins the lines about one request by its id, whichever comes first. Each side waits for a
 * bounded number of lines, and of text: those of one request lie close together in any export, and what is
 * pushed out unjoined is handed to `abandon`. Both sides are kept in a younger and an older half: when one
 * half is full, the older goes as a whole. To take single ones out of a Map's front costs a walk over all
 * that was taken there before. An event that is tried again has the same id each time, so the two must also
 * fit.
 */
import { apart } from "./apart.ts";

/** A line counts once more for so many characters, since what waits keeps its text. */
const lineLength = 1_024;

export interface Joining<Waiting, Fact> {
  readonly join: (waiting: Waiting, told: Fact) => void;
  readonly abandon: (waiting: Waiting) => void;
  /** Whether the two can be of one try; without it all are. */
  readonly fits?: (waiting: Waiting, told: Fact) => boolean;
}

export class Requests<Waiting, Fact> {
  readonly #half: number;
  readonly #joining: Joining<Waiting, Fact>;
  #waiting = new Half<Waiting>();
  #olderWaiting = new Half<Waiting>();
  #told = new Map<string, Fact>();
  #olderTold = new Map<string, Fact>();

  /** @param limit in lines of up to 1,024 characters; a longer one counts as several */
  constructor(limit: number, joining: Joining<Waiting, Fact>) {
    this.#half = Math.floor(limit / 2);
    this.#joining = joining;
  }

  /** @param length of the line, in characters */
  wait(requestId: string, waiting: Waiting, length = 0): void {
    const told = this.#told.get(requestId) ?? this.#olderTold.get(requestId);
    if (told !== undefined && this.#fits(waiting, told)) {
      this.#joining.join(waiting, told);
      return;
    }
    const half = this.#olderWaiting.has(requestId) ? this.#olderWaiting : this.#waiting;
    half.add(requestId, { waiting, lines: 1 + Math.floor(length / lineLength) });
    if (half.lines <= this.#half) return;
    const abandoned = this.#olderWaiting;
    this.#olderWaiting = this.#waiting;
    this.#waiting = new Half();
    for (const { waiting: waited } of abandoned.all()) this.#joining.abandon(waited);
  }

  tell(requestId: string, told: Fact): void {
    this.#told.set(apart(requestId), told);
    if (this.#told.size > this.#half) {
      this.#olderTold = this.#told;
      this.#told = new Map();
    }
    for (const half of [this.#olderWaiting, this.#waiting]) {
      for (const waited of half.taken(requestId, (waiting) => this.#fits(waiting, told)))
        this.#joining.join(waited, told);
    }
  }

  /** Those of a request that still wait. */
  *waitingFor(requestId: string): Generator<Waiting> {
    yield* this.#olderWaiting.of(requestId);
    yield* this.#waiting.of(requestId);
  }

  end(): void {
    const halves = [this.#olderWaiting, this.#waiting];
    this.#olderWaiting = new Half();
    this.#waiting = new Half();
    for (const half of halves) for (const { waiting } of half.all()) this.#joining.abandon(waiting);
  }

  #fits(waiting: Waiting, told: Fact): boolean {
    return this.#joining.fits?.(waiting, told) ?? true;
  }
}

interface Held<Waiting> {
  readonly waiting: Waiting;
  readonly lines: number;
}

class Half<Waiting> {
  lines = 0;
  readonly #byRequest = new Map<string, Held<Waiting>[]>();

  has(requestId: string): boolean {
    return this.#byRequest.has(requestId);
  }

  add(requestId: string, held: Held<Waiting>): void {
    const others = this.#byRequest.get(requestId);
    if (others === undefined) this.#byRequest.set(apart(requestId), [held]);
    else others.push(held);
    this.lines += held.lines;
  }

  taken(requestId: string, fits: (waiting: Waiting) => boolean): readonly Waiting[] {
    const held = this.#byRequest.get(requestId);
    if (held === undefined) return [];
    const rest: Held<Waiting>[] = [];
    const taken: Waiting[] = [];
    for (const one of held) {
      if (fits(one.waiting)) {
        taken.push(one.waiting);
        this.lines -= one.lines;
      } else rest.push(one);
    }
    if (rest.length === 0) this.#byRequest.delete(requestId);
    else this.#byRequest.set(requestId, rest);
    return taken;
  }

  of(requestId: string): readonly Waiting[] {
    return (this.#byRequest.get(requestId) ?? []).map(({ waiting }) => waiting);
  }

  all(): readonly Held<Waiting>[] {
    return [...this.#byRequest.values()].flat();
  }
}
