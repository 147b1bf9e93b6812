/**
 * A microtask that nobody is told of. `queueMicrotask` makes a resource that the function's async hooks see, and so does a promise that `then`
 * returns; here `then` is called on a promise whose species makes none.
 */
const { apply } = Reflect;
const { then } = Promise.prototype;

function ignore(): void {}

class Nothing {
  constructor(executor: (resolve: () => void, reject: () => void) => void) {
    executor(ignore, ignore);
  }
}

/** A class of its own: a species on one promise alone would slow down every `then` of the process. */
class Quiet extends Promise<void> {
  static override get [Symbol.species](): PromiseConstructor {
    return Nothing as unknown as PromiseConstructor;
  }
}

const settled = Quiet.resolve();

/** @param task that does not throw */
export function soon(task: () => void): void {
  apply(then, settled, [task]);
}
