/**
 * A resolve hook adds frames to the stack of an error that Node's resolver throws: its own, and those of
 * Node's hook chain around it. Functions answer with such stacks, so the frames are taken out again; the
 * limit is raised while Node resolves, so that none of the function's is lost.
 *
 * V8 formats a stack when it is read, with the message and the `Error.prepareStackTrace` of that moment, and
 * most are never read. So such an error gets a `stack` of ours in V8's place: it has V8 format the stack
 * without our frames, and then gives way to V8's own again.
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
 * nextStep, our hook, nextStep, resolveWithHooks and a default step; and two of ours around a replaced
 * resolver, or two of `import` on Node 22.
 */
const extraFrames = 7;

type Format = NonNullable<typeof Error.prepareStackTrace>;

/** The pair of functions that every `stack` of V8's consists of. */
const native = bare(getOwnPropertyDescriptor(new ErrorOf(), "stack")) as PropertyDescriptor & {
  get(): unknown;
  set(value: unknown): void;
};

/** A description of a property that members put on `Object.prototype` do not reach. */
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
 * Puts the limit that the function had set on errors whose stack nobody has read or written. A weak map costs
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
 * Makes room for the frames of the hook chain. Returns the limit as the function has it; undefined where it
 * took the limit away. Whoever calls this puts the limit back by an assignment: where the stack is full, a
 * call would not be made.
 */
export function raiseStackLimit(): number | undefined {
  try {
    const limit: unknown = ErrorOf.stackTraceLimit;
    // Without frames there are none of ours.
    if (typeof limit !== "number" || !(limit > 0)) return undefined;
    try {
      ErrorOf.stackTraceLimit = limit + extraFrames;
    } catch {
      // The function froze Error: there is no room, but our frames are taken out all the same.
    }
    return limit;
  } catch {
    return undefined;
  }
}

/** Sees to it that nobody finds our frames in `error.stack`, nor more than `limit`. */
export function withoutOurFrames(error: unknown, limit: number | undefined): void {
  if (limit === undefined || typeof error !== "object" || error === null) return;
  if (getOwnPropertyDescriptor(error, "stack")?.get !== native.get) return;
  mark(error, limit);
  // False for an error that is frozen.
  defineProperty(error, "stack", lazy);
}

const lazy = bare({
  get(this: object) {
    const error = unreadFrom(this);
    if (error !== undefined) {
      const limit = limitOf(error) as number;
      // Where the function's own formatter throws, the next reader calls it again.
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

/** As V8 looks for it: an object that inherits from an error has its stack. */
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

/** What V8 must find while it formats, to name frames as it does without the shim. */
let disguise = (format: () => unknown): unknown => format();

/** @param around calls what it is given, and returns what that returned */
export function formatStacks(around: (format: () => unknown) => unknown): void {
  disguise = around;
}

/**
 * Whoever formats stacks gets call sites without ours. Where nobody does, Node's text comes back as it is.
 */
function formatted(error: object, limit: number): unknown {
  // Node asks what is `Error` now, whatever that is, and then the one it began with.
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
    // What a formatter throws was called by us.
    withoutOurFrames(thrown, room);
    throw thrown;
  } finally {
    putBack();
    try {
      if (room !== undefined) ErrorOf.stackTraceLimit = room;
    } catch {}
  }
}

/** For a stack that was formatted before we got it, or where no formatter could be put in. */
function textWithoutOurs(stack: string, limit: number): string {
  const lines = split(stack, "\n");
  if (!takeOut(lines, lineName)) return stack;
  let firstFrame = 0;
  while (firstFrame < lines.length && !startsWith(lines[firstFrame] as string, "    at ")) firstFrame++;
  shorten(lines, firstFrame + (limit > 0 ? limit : 0));
  return join(lines, "\n");
}
