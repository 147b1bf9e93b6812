/** Reads the members of one document by their names and types, each bounded. */

export type Document = Readonly<Record<string, unknown>>;

/** Why a document is not what it claims to be, in words that follow "an Outcrop line ". */
export class LineError extends Error {
  override readonly name = "LineError";
}

/** PATH_MAX (linux/limits.h); evidence and stacks hold many of them. */
const maxText = 4_096;
const maxLongText = 65_536;
const maxItems = 200;

export class Reader {
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  text(key: string): string {
    const value = this.#document[key];
    if (typeof value !== "string" || value === "") throw new LineError(`has no ${key}`);
    return cut(value, maxText);
  }

  textOr(key: string, other: string): string {
    return this.optional(key) ?? other;
  }

  /** Null where it is missing, empty or no text. */
  optional(key: string): string | null {
    return this.#bounded(key, maxText);
  }

  /** The same, for what holds sentences, paths or frames by the dozen. */
  long(key: string): string | null {
    return this.#bounded(key, maxLongText);
  }

  matching(key: string, pattern: RegExp, expected: string): string {
    const value = this.text(key);
    if (!pattern.test(value)) throw new LineError(`has a ${key} that is not ${expected}`);
    return value;
  }

  oneOf<Value extends string>(key: string, values: ReadonlySet<string>): Value {
    const value = this.text(key);
    if (!values.has(value)) throw new LineError(`has a ${key} that is not one of ${[...values].join(", ")}`);
    return value as Value;
  }

  number(key: string): number | null {
    const value = this.#document[key];
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }

  /** Null where it is missing or anything else. */
  boolean(key: string): boolean | null {
    const value = this.#document[key];
    return typeof value === "boolean" ? value : null;
  }

  count(key: string): number | null {
    const value = this.number(key);
    return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null;
  }

  /** An ISO time as milliseconds since the epoch. */
  time(key: string): number | null {
    const at = Date.parse(this.textOr(key, ""));
    return Number.isNaN(at) ? null : at;
  }

  words(key: string): readonly string[] {
    return this.#items(key, " ");
  }

  lines(key: string): readonly string[] {
    return this.#items(key, "\n");
  }

  #items(key: string, between: string): readonly string[] {
    const items = (this.long(key) ?? "").split(between).filter(Boolean);
    return items.slice(0, maxItems).map((item) => cut(item, maxText));
  }

  #bounded(key: string, most: number): string | null {
    const value = this.#document[key];
    return typeof value === "string" && value !== "" ? cut(value, most) : null;
  }
}

function cut(text: string, most: number): string {
  return text.length > most ? text.slice(0, most) : text;
}
