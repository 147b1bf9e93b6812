/**
 * Who threw an error, as its message or the source at its failing frame says. Null where that is not known.
 * - `by-engine`: V8 or Node's linker;
 * - `on-purpose`: code that makes such an error itself;
 * - `wrapping`: the same, around another error that is not known: the code is in a `catch`, or hands over a
 *   `cause`. What failed first may be anything that the function runs.
 */
export type Thrown = "by-engine" | "on-purpose" | "wrapping" | null;

export function isThrown(text: string | null): text is Thrown {
  return text === null || text === "by-engine" || text === "on-purpose" || text === "wrapping";
}

/** Made by code, whatever it is about. */
export function isByCode(thrown: Thrown): boolean {
  return thrown === "on-purpose" || thrown === "wrapping";
}
