/**
 * A microtask that the function's async hooks do not see. `queueMicrotask` makes a resource that they see,
 * and so does a promise that `then` returns. Here `then` is called on a promise whose species makes none.
 */
export type Soon = (task: () => void) => void;

function ignore(): void {}

class Nothing {
  constructor(executor: (resolve: () => void, reject: () => void) => void) {
    executor(ignore, ignore);
  }
}

/**
 * @returns runs a task, which must not throw. If promises do not work as expected, this is Node's own
 *   `queueMicrotask`
 */
export function unseenMicrotask(): Soon {
  try {
    // Another preload may have replaced the global Promise.
    const Native = (async () => {})().constructor as PromiseConstructor;
    // A separate class: a species on a single promise would slow down every `then` of the process.
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
