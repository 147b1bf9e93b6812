/**
 * A resolve hook adds frames to the stack of an error that Node's resolver throws: its own, and those of
 * Node's hook chain around it. Functions answer with such stacks, so the shim removes the frames again. It
 * raises the limit while Node resolves, so that none of the function's frames is lost.
 *
 * V8 formats a stack when it is read, with the message and the `Error.prepareStackTrace` of that moment, and
 * most stacks are never read. So such an error gets a `stack` property of the shim instead of V8's. This
 * property lets V8 format the stack without the shim's frames, and then restores V8's own.
 */
import { lineName, shorten, siteName, takeOut } from "./frames.ts";
import {
  apply,
  defineProperty,
  deleteProperty,
  ErrorOf,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  join,
  split,
  startsWith,
} from "./primordials.ts";

/**
 * nextStep, the shim's hook, nextStep, resolveWithHooks and a default step; and two of the shim's around a
 * replaced resolver, or two of `import` on Node 22.
 */
const extraFrames = 7;

type Format = NonNullable<typeof Error.prepareStackTrace>;

/** The getter and setter that every `stack` of V8 has. */
const native = bare(getOwnPropertyDescriptor(new ErrorOf(), "stack")) as PropertyDescriptor & {
  get(): unknown;
  set(value: unknown): void;
};

/** A property descriptor that members added to `Object.prototype` do not affect. */
function bare(description: PropertyDescriptor | undefined): PropertyDescriptor {
  return { __proto__: null, ...description } as PropertyDescriptor;
}

class Itself {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: a derived class marks the object
    return object;
  }
}

/**
 * Stores the function's limit on errors whose stack has not been read or written yet. A weak map costs
 * several times as much.
 */
class Unread extends Itself {
  #limit: number | undefined;

  private constructor(error: object, limit: number) {
    super(error);
    this.#limit = limit;
  }

  static mark(error: object, limit: number | undefined): void {
    if (#limit in error) (error as Unread).#limit = limit;
    else if (limit !== undefined) new Unread(error, limit);
  }

  static limitOf(error: object): number | undefined {
    return #limit in error ? error.#limit : undefined;
  }
}

const { mark, limitOf } = Unread;

/**
 * Makes room for the frames of the hook chain. Returns the function's limit; undefined if the function
 * removed the limit. The caller must restore the limit by an assignment: when the stack is full, a call would
 * fail.
 */
export function raiseStackLimit(): number | undefined {
  try {
    const limit: unknown = ErrorOf.stackTraceLimit;
    // Without frames there are none of the shim's.
    if (typeof limit !== "number" || !(limit > 0)) return undefined;
    try {
      ErrorOf.stackTraceLimit = limit + extraFrames;
    } catch {
      // The function froze Error. There is no extra room, but the shim's frames are still removed.
    }
    return limit;
  } catch {
    return undefined;
  }
}

/** Removes the shim's frames from `error.stack` for every reader, and limits it to `limit` frames. */
export function withoutOurFrames(error: unknown, limit: number | undefined): void {
  if (limit === undefined || typeof error !== "object" || error === null) return;
  if (getOwnPropertyDescriptor(error, "stack")?.get !== native.get) return;
  mark(error, limit);
  // Returns false for a frozen error.
  defineProperty(error, "stack", lazy);
}

const lazy = bare({
  get(this: object) {
    const error = unreadFrom(this);
    if (error !== undefined) {
      const limit = limitOf(error) as number;
      // If the function's own formatter throws, the next reader calls it again.
      const stack = formatted(error, limit);
      giveWay(error);
      const text = typeof stack === "string" ? textWithoutOurs(stack, limit) : stack;
      if (text !== stack) apply(native.set, error, [text]);
    }
    return apply(native.get, this, []);
  },
  set(this: object, stack: unknown) {
    const error = unreadFrom(this);
    if (error !== undefined) giveWay(error);
    apply(native.set, this, [stack]);
  },
  enumerable: false,
  configurable: true,
});

for (const own of [lazy.get, lazy.set]) defineProperty(own as object, "name", bare({ value: "" }));

/** Searches as V8 does: an object that inherits from an error has its stack. */
function unreadFrom(object: unknown): object | undefined {
  let holder = object;
  while (typeof holder === "object" && holder !== null) {
    if (limitOf(holder) !== undefined) return holder;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

function giveWay(error: object): void {
  mark(error, undefined);
  if (getOwnPropertyDescriptor(error, "stack")?.get === lazy.get) defineProperty(error, "stack", native);
}

/** The environment that V8 needs while it formats, so that it names frames as it does without the shim. */
let disguise = (format: () => unknown): unknown => format();

/** @param around calls its argument, and returns the result of that call */
export function formatStacks(around: (format: () => unknown) => unknown): void {
  disguise = around;
}

/**
 * A formatter of the function receives call sites without the shim's. Without a formatter, Node's text is
 * returned unchanged.
 */
function formatted(error: object, limit: number): unknown {
  // Node reads the current global `Error`, even if it was replaced, and then the original one.
  const current = (globalThis as { Error?: typeof Error | null }).Error ?? ErrorOf;
  const theirs = current.prepareStackTrace;
  const self = typeof theirs === "function" ? current : ErrorOf;
  const format = self.prepareStackTrace;
  const before = getOwnPropertyDescriptor(current, "prepareStackTrace");
  let replaced = false;
  const putBack = (): void => {
    if (!replaced) return;
    replaced = false;
    if (before === undefined) deleteProperty(current, "prepareStackTrace");
    else defineProperty(current, "prepareStackTrace", bare(before));
  };
  if (typeof format === "function") {
    const value: Format = (thrown, sites) => {
      putBack();
      takeOut(sites, siteName);
      shorten(sites, limit);
      return apply(format, self, [thrown, sites]);
    };
    replaced = defineProperty(
      current,
      "prepareStackTrace",
      bare(before ? { value } : { value, configurable: true, writable: true }),
    );
  }
  const room = raiseStackLimit();
  try {
    return disguise(() => apply(native.get, error, []));
  } catch (thrown) {
    // An error of the formatter has the shim's frames, since the shim called the formatter.
    withoutOurFrames(thrown, room);
    throw thrown;
  } finally {
    putBack();
    try {
      if (room !== undefined) ErrorOf.stackTraceLimit = room;
    } catch {}
  }
}

/**
 * For a stack that was formatted before the shim received it, or for which the shim could not install a
 * formatter.
 */
function textWithoutOurs(stack: string, limit: number): string {
  const lines = split(stack, "\n");
  if (!takeOut(lines, lineName)) return stack;
  let firstFrame = 0;
  while (firstFrame < lines.length && !startsWith(lines[firstFrame] as string, "    at ")) firstFrame++;
  shorten(lines, firstFrame + (limit > 0 ? limit : 0));
  return join(lines, "\n");
}
