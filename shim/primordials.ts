/**
 * Members of the language's objects, as they are when the process begins. The function may replace or freeze
 * them, make them throw, or watch who calls them. So code that runs after the start never looks one up.
 */
const { bind, call } = Function.prototype;

/**
 * A built-in module of Node, without the hooks that other tools put on `require`. Versions of Node that lack
 * this function have no hooks for the shim either.
 */
export const builtin = process.getBuiltinModule as (name: string) => unknown;

type UncurryThis = <This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
) => (self: This, ...args: Args) => Result;

/** A method as a function whose first argument is the object. */
const uncurryThis = bind.bind(call) as UncurryThis;

const text = String.prototype;
const list = Array.prototype as unknown[];

export const startsWith = uncurryThis(text.startsWith);
export const endsWith = uncurryThis(text.endsWith);
export const contains = uncurryThis(text.includes);
export const slice = uncurryThis(text.slice as (this: string, start: number, end?: number) => string);
export const indexOf = uncurryThis(text.indexOf);
export const lastIndexOf = uncurryThis(text.lastIndexOf);
export const trim = uncurryThis(text.trim);
/** Both need a text as the separator: with a regular expression, its own method would be looked up. */
export const split = uncurryThis(text.split as (this: string, separator: string) => string[]);
export const replace = uncurryThis(text.replace as (this: string, what: string, by: string) => string);
export const join = uncurryThis(list.join as (this: readonly unknown[], separator: string) => string);
export const includes = uncurryThis(list.includes as (this: readonly unknown[], item: unknown) => boolean);

export const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, set } =
  Reflect;
export const { isArray } = Array;
export const { parse } = JSON;
export const StringOf = String;
export const NumberOf = Number;
/** V8 reads `stackTraceLimit` from this object, even if the function has replaced the global `Error`. */
export const ErrorOf = getPrototypeOf(TypeError) as ErrorConstructor;
// If an earlier preload broke them, this ends the shim before it observes anything.
apply(set, null, [{}, "", 0]);

const { round: toInteger } = Math;

const { from } = Buffer;
const bytesToText = uncurryThis(Buffer.prototype.toString as (this: Buffer, encoding: "utf8") => string);

export function fromBase64(encoded: string): string {
  return bytesToText(from(encoded, "base64"), "utf8");
}

/** Milliseconds, rounded to the microsecond. */
export function round(ms: number): number {
  return toInteger(ms * 1000) / 1000;
}

/**
 * The object with members of its prototype as its own members. Only members that are used: each adds one or
 * two microseconds to the start.
 */
export function own<T extends object>(object: T, ...members: readonly (keyof T)[]): T {
  const prototype = getPrototypeOf(object) as T;
  for (let i = 0; i < members.length; i++) {
    const member = members[i] as keyof T;
    defineProperty(object, member, getOwnPropertyDescriptor(prototype, member) as PropertyDescriptor);
  }
  return object;
}

/** A regular expression with its own `exec` as well, because `test` looks up `exec`. */
export function ownTest(expression: RegExp): RegExp {
  return own(expression, "exec", "test");
}
