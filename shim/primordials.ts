/**
 * Members of the language's objects as they are when the process begins. The function may replace or freeze
 * them, make them throw, or watch who calls them; so nothing that runs after the start looks one up.
 */
const { bind, call } = Function.prototype;

/**
 * A module of Node's own, past the hooks that other tools put on `require`. Nodes that lack it have no hooks
 * for the shim either.
 */
export const builtin = process.getBuiltinModule as (name: string) => unknown;

type UncurryThis = <This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
) => (self: This, ...args: Args) => Result;

/** A method as a function of its object. */
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
/** Both want a text as the separator: an expression's own method would be looked up. */
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
/** V8 reads `stackTraceLimit` from this one, whatever else is called `Error`. */
export const ErrorOf = getPrototypeOf(TypeError) as ErrorConstructor;
// Where an earlier preload broke them, this ends the shim before it observes anything.
apply(set, null, [{}, "", 0]);

const { round: toInteger } = Math;

const { from } = Buffer;
const bytesToText = uncurryThis(Buffer.prototype.toString as (this: Buffer, encoding: "utf8") => string);

export function fromBase64(encoded: string): string {
  return bytesToText(from(encoded, "base64"), "utf8");
}

/** Milliseconds to the microsecond. */
export function round(ms: number): number {
  return toInteger(ms * 1000) / 1000;
}

/**
 * The object, with members of its prototype as its own: those that are used, since each costs the start a
 * microsecond or two.
 */
export function own<T extends object>(object: T, ...members: readonly (keyof T)[]): T {
  const prototype = getPrototypeOf(object) as T;
  for (let i = 0; i < members.length; i++) {
    const member = members[i] as keyof T;
    defineProperty(object, member, getOwnPropertyDescriptor(prototype, member) as PropertyDescriptor);
  }
  return object;
}

/** `test` looks `exec` up. */
export function ownTest(expression: RegExp): RegExp {
  return own(expression, "exec", "test");
}
