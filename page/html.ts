/**
 * HTML that cannot be injected into: whatever is put into a template is escaped, unless it is HTML that a
 * template made. Characters that reorder or hide text are shown as their code, since log lines may hold them.
 */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/**
 * Null, undefined and false render as nothing. A line break with the indentation after it is nothing next to
 * a tag or a part, and one blank elsewhere.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    unbroken(strings)
      .map((text, at) => text + (at < parts.length ? rendered(parts[at]) : ""))
      .join(""),
  );
}

/** The strings of a template are the same object at each call. */
const known = new WeakMap<TemplateStringsArray, readonly string[]>();

function unbroken(strings: TemplateStringsArray): readonly string[] {
  const texts =
    known.get(strings) ??
    strings.map((text) => text.replace(/(?<=^|>)\n *|\n *(?=<|$)/g, "").replace(/\n */g, " "));
  known.set(strings, texts);
  return texts;
}

function rendered(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(rendered).join("");
  return escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] as string);
}

/**
 * Control characters but for line breaks and tabs, and those that are formatting alone: direction, joiners,
 * soft hyphens, halves of a surrogate pair.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;

export function visible(text: string): string {
  return text.replace(hidden, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The beginning and the end of a long text. The end of a path says more than its middle. */
export function shortened(text: string, most: number): string {
  const characters = text.length > most * 4 ? [...text.slice(0, most), ...text.slice(-most)] : [...text];
  if (characters.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.6);
  return `${characters.slice(0, head).join("")}…${characters.slice(-(most - 1 - head)).join("")}`;
}

/**
 * Text that is cut where it is long, with the whole of it in the title. It may break where paths and names
 * have their joints.
 */
export function brief(text: string, most: number): Html {
  const short = shortened(text, most);
  return short === text
    ? breakable(text)
    : html`<span title="${shortened(text, 4_000)}">${breakable(short)}</span>`;
}

/** After what joins the parts of a path or name, but not within a version. */
const joints = /(?<=[/_=:-])(?=[^\s/_=:-])|(?<=\.)(?=[^\s\d.])/u;
/** A word that has none for longer than a name. */
const long = /(?<=(?:^|\s)(?:\S{40})+)(?=\S)/u;

function breakable(text: string): Html {
  const parts = text.split(joints).flatMap((part) => part.split(long));
  return new Html(parts.map(escaped).join("<wbr>"));
}
