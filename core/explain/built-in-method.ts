/**
 * Methods that JavaScript's own values have: a value that lacks one is of another type, not of another
 * version.
 */
const prototypes = [Array, String, Number, Object, Promise, Map, Set, Date, Function, RegExp].map(
  ({ prototype }) => prototype as object,
);

/** `map`, `toString`, `then` */
export function isBuiltInMethod(name: string): boolean {
  return prototypes.some((prototype) => name in prototype);
}
