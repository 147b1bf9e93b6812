/**
 * One side of a `next` call: events wait for a consumer or consumers wait for events. Asking for the next
 * event is how a runtime or an extension says that it is done with the last one, so being asked is what the
 * life cycle waits for.
 */
import { type Deferred, deferred } from "../process/deferred.ts";

export class LongPoll<Event> {
  readonly #events: Event[] = [];
  readonly #consumers: ((event: Event) => void)[] = [];
  #idle: Deferred<number> = deferred();
  #isIdle = false;

  /** Hands the event to the consumer that asked first, at once or as soon as one asks. */
  offer(event: Event): void {
    const consumer = this.#consumers.shift();
    if (consumer) consumer(event);
    else this.#events.push(event);
    if (this.#isIdle && this.#consumers.length === 0) {
      this.#isIdle = false;
      this.#idle = deferred();
    }
  }

  /** A consumer asks. Returns how to take it back, for one that hangs up. */
  ask(consumer: (event: Event) => void): () => void {
    const event = this.#events.shift();
    if (event !== undefined) {
      consumer(event);
      return () => {};
    }
    this.#consumers.push(consumer);
    this.#isIdle = true;
    this.#idle.resolve(performance.now());
    return () => {
      const index = this.#consumers.indexOf(consumer);
      if (index >= 0) this.#consumers.splice(index, 1);
    };
  }

  get isWaiting(): boolean {
    return this.#consumers.length > 0;
  }

  /** Resolves, with the time in ms, when a consumer waits and no event does. */
  whenIdle(): Promise<number> {
    return this.#idle.promise;
  }
}
