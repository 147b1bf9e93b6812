/**
 * Text that a reader's terminal, log viewer or regular expression takes for what it is. Names and paths may
 * hold any byte but 0 and `/`: line feeds that begin a line of their own, terminal escapes, characters that
 * turn the reading direction around. They are written as JSON writes them (`\u001b`), so that a person sees
 * them and a program can find the file.
 */

const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
  /[\0-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]/;
// With the u flag a surrogate matches only when it is alone.
const unsafeCharacter = new RegExp(`(?:${unsafe.source})|[\\u{e0000}-\\u{e007f}]`, "gu");

/** One line, without control characters, bidirectional controls, invisible characters and lone surrogates. */
export function plainText(text: string): string {
  return unsafe.test(text) ? text.replace(unsafeCharacter, escaped) : text;
}

/** The same, with line feeds as they are: for texts whose lines are their items. */
export function plainLines(text: string): string {
  return unsafe.test(text)
    ? text.replace(unsafeCharacter, (character) => (character === "\n" ? character : escaped(character)))
    : text;
}

function escaped(character: string): string {
  let all = "";
  for (let i = 0; i < character.length; i++)
    all += `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  return all;
}
