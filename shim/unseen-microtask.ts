/**
 * A microtask that nobody is told of. `queueMicrotask` makes a resource that the function's async hooks see,
 * and so does a promise that `then` returns; here `then` is called on a promise whose species makes none.
 */
export type Soon = (task: () => void) => void;

function ignore(): void {}

class Nothing {
  constructor(executor: (resolve: () => void, reject: () => void) => void) {
    executor(ignore, ignore);
  }
}

/**
 * @returns what runs a task that does not throw; Node's own `queueMicrotask` where promises are not what they
 *   should be
 */
export function unseenMicrotask(): Soon {
  try {
    // Another preload may have put its own Promise into the place of this one.
    const Native = (async () => {})().constructor as PromiseConstructor;
    // A class of its own: a species on one promise alone would slow down every `then` of the process.
    const settled = class extends Native<void> {
      static override get [Symbol.species](): PromiseConstructor {
        return Nothing as unknown as PromiseConstructor;
      }
    }.resolve();
    const { apply } = Reflect;
    const { then } = Native.prototype;
    return (task) => {
      apply(then, settled, [task]);
    };
  } catch {
    return queueMicrotask;
  }
}
