/**
 * JSON escapes control characters up to U+001F. The others (DEL, and C1 with its terminal sequences) and the two separators that some readers take
 * for the end of a line are escaped here, so that a name or a path in a log reaches no terminal as a command. They can stand in strings only.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is meant
const unescaped = /[\u007f-\u009f\u2028\u2029]/g;

export function plainJson(json: string): string {
  return json.replace(unescaped, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
