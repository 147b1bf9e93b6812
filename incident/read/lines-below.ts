/** Which of the lines below a plain line belong to it, by its beginning and theirs. */

const blank = 0x20;
const tab = 0x09;
const newline = 0x0a;
const carriageReturn = 0x0d;
const colon = 0x3a;
const dash = 0x2d;
const openBrace = 0x7b;
const openBracket = 0x5b;
const closeBrace = 0x7d;
const closeBracket = 0x5d;
const headBytes = 200;
/** Names of members are no longer. */
const maxColumn = 84;
const yamlItem = /^- *(?:["']|[A-Za-z@_][\w@.-]*:(?:[ \r\n]|$))/;
/** What follows the list in an answer of CloudWatch's. */
const yamlEnd =
  /^(?:searchedLogStreams|next(?:Backward|Forward)?Token|NextToken|statistics|status|queryLanguage):/;
const listLine = /^[A-Za-z@_][\w@. -]{0,80}? +: /;

/** Cheap, for the many lines to which only indented ones belong. */
export function isSimple(bytes: Buffer, start: number, end: number): boolean {
  const last = bytes[end - 1] === carriageReturn ? end - 2 : end - 1;
  if (isOpen(bytes[last]) || (bytes[last] as number) <= blank) return false;
  if (!isLetter(bytes[start])) return bytes[start] !== dash;
  const most = Math.min(end, start + maxColumn);
  let at = start + 1;
  while (at < most && bytes[at] !== colon) at++;
  return at >= most || bytes[at - 1] !== blank;
}

export class LinesBelow {
  readonly #bytes: Buffer;
  /** The line opens a document that ends at the left: `STREAM TIME {`. */
  #isOpen: boolean;
  readonly #isYaml: boolean;
  /** Of the colon, where it is a line of Format-List. */
  readonly #column: number | null;

  /** @param end of the first line */
  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes;
    let last = end - 1;
    while (last > start && (bytes[last] as number) <= blank) last--;
    this.#isOpen = isOpen(bytes[last]) && last > start;
    this.#isYaml = bytes[start] === dash && yamlItem.test(this.#head(start, end));
    this.#column = isLetter(bytes[start]) ? this.#columnOf(start, end) : null;
  }

  belongs(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const first = bytes[start];
    if (this.#isYaml) return this.#isOfYaml(start, end);
    if (first === blank) return true;
    if (this.#isOpen) {
      if (first === closeBrace || first === closeBracket) {
        this.#isOpen = false;
        return true;
      }
      return first === tab;
    }
    const column = this.#column;
    return (
      column !== null &&
      isLetter(first) &&
      bytes[start + column] === colon &&
      bytes[start + column - 1] === blank
    );
  }

  /** A string goes on behind empty lines too. Another item ends it. */
  #isOfYaml(start: number, end: number): boolean {
    const first = this.#bytes[start];
    if (first === newline || first === carriageReturn) return true;
    if (first !== blank) return false;
    const head = this.#head(start, end).trimStart();
    return !yamlItem.test(head) && !yamlEnd.test(head);
  }

  /** Most lines have no colon behind a blank. */
  #columnOf(start: number, end: number): number | null {
    const last = Math.min(end, start + maxColumn);
    let at = start + 1;
    while (at < last && this.#bytes[at] !== colon) at++;
    if (at >= last || this.#bytes[at - 1] !== blank) return null;
    return listLine.test(this.#head(start, end)) ? at - start : null;
  }

  #head(start: number, end: number): string {
    return this.#bytes.toString("latin1", start, Math.min(end, start + headBytes));
  }
}

function isOpen(byte: number | undefined): boolean {
  return byte === openBrace || byte === openBracket;
}

function isLetter(byte: number | undefined): boolean {
  return (
    byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x40)
  );
}
