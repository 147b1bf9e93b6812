/** Joins sentences; each gets the full stop that it lacks. */
export function sentences(...parts: readonly (string | null)[]): string {
  const given = parts.flatMap((part) => (part === null || part.trim() === "" ? [] : [part.trim()]));
  return given.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(" ");
}

/** For a text that follows a colon; a name or an abbreviation stays as it is. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]* [a-z]|^[A-Z][a-z]+,/.test(text)
    ? text.slice(0, 1).toLowerCase() + text.slice(1)
    : text;
}
