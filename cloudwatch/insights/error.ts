/** A query that cannot be run, and where in its text. */
export class InsightsError extends Error {
  override readonly name = "InsightsError";
  /** Characters from the text's start. */
  readonly offset: number;
  /** Both 1-based. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, text: string, offset: number) {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - (before.lastIndexOf("\n") + 1) + 1;
    super(`${message} (line ${line}, column ${column} of the query)`);
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}
