/** Joins sentences; each gets the full stop that it lacks. */
export function sentences(...parts: readonly (string | null)[]): string {
  const given = parts.flatMap((part) => (part === null || part.trim() === "" ? [] : [part.trim()]));
  return given.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(" ");
}
