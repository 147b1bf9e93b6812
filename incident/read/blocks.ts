/**
 * Records that are written for people, one value after the other: YAML (`aws --output yaml`), PowerShell's
 * Format-List, and the rows of `aws --output table`. Each becomes a value like one of JSON.
 */

/** A record has a few members; what looks like more is a text with colons. */
const maxLines = 20_000;
const yamlKey = /^(\s*)(?:- )?\s*(["']?)([A-Za-z@_][\w@.-]{0,80})\2:(?: (.*))?$/;
const listKey = /^([A-Za-z@_][\w@. -]{0,80}?) *: (.*)$/;

/** Null if the text is not such a record. */
export function blockOf(text: string): Readonly<Record<string, unknown>> | readonly unknown[] | null {
  if (/^\s*\|.*\|\s*$/s.test(text)) return cellsOfTable(text);
  const lines = text.split(/\r?\n/, maxLines);
  const first = lines.find((line) => line.trim() !== "") ?? "";
  if (/^\s*- ["']/.test(text)) return [yamlScalar(text.trimStart().slice(2).split(/\r?\n/, maxLines))];
  if (/^\s*(?:- )?\s*["']?[A-Za-z@_][\w@.-]{0,80}["']?:(?: |$)/.test(first)) return yamlRecord(lines);
  return /^[A-Za-z@_][\w@. -]{0,80} +: /.test(first) ? listRecord(lines) : null;
}

/** `||  1763632800000 |  START … ||`. */
function cellsOfTable(text: string): readonly string[] {
  return text
    .replace(/^[\s|]+|[\s|]+$/g, "")
    .split(/\s*\|\s\s+/, 100)
    .map((cell) => cell.trim());
}

/** `Message       : …`; what does not fit on a line goes on below, behind as many blanks. */
function listRecord(lines: readonly string[]): Readonly<Record<string, unknown>> | null {
  const column = (lines.find((line) => listKey.test(line)) ?? "").indexOf(" : ") + 1;
  const members: Record<string, string> = Object.create(null);
  let key: string | null = null;
  for (const line of lines) {
    const [, name, value] = line.indexOf(" : ") === column - 1 ? (listKey.exec(line) ?? []) : [];
    if (name !== undefined) {
      key = name.trim();
      members[key] = value ?? "";
    } else if (key !== null && line.trim() !== "") {
      if (line.slice(0, column + 2).trim() !== "") return null;
      const rest = line.slice(column + 2);
      // A message's own lines are below each other too. Those of a stack are indented.
      members[key] += /^\s+at /.test(rest) ? `\n${rest}` : rest;
    }
  }
  return members;
}

/** Members whose values are scalars, in YAML's four ways to write one (YAML 1.1, chapter 9). */
function yamlRecord(lines: readonly string[]): Readonly<Record<string, unknown>> | null {
  const members: Record<string, unknown> = Object.create(null);
  // Of the keys; what a value goes on with is further in. The first line may have lost its blanks.
  const column = Math.min(
    ...lines
      .slice(1)
      .filter((line) => line.trim() !== "")
      .map((line) => line.search(/\S/)),
  );
  let [key, value]: [string | null, string[]] = [null, []];
  const end = (): void => {
    if (key !== null) members[key] = yamlScalar(value);
  };
  for (const line of lines) {
    const indent: number = line.search(/\S/);
    const mayBegin: boolean = indent >= 0 && (key === null || indent <= column);
    const match: RegExpExecArray | null = mayBegin ? yamlKey.exec(line) : null;
    if (match !== null) {
      end();
      [key, value] = [match[3] ?? "", [match[4] ?? ""]];
    } else value.push(line);
  }
  end();
  return key === null ? null : members;
}

function yamlScalar([first = "", ...below]: readonly string[]): unknown {
  const sign = first.trimStart()[0];
  if (sign === "|" || sign === ">") return blockScalar(first.trim(), below);
  const lines = [first, ...below].map((line) => line.trim());
  if (sign === "'")
    return folded(lines)
      .replace(/^'|'\s*$/g, "")
      .replaceAll("''", "'");
  if (sign !== '"') {
    const text = folded(lines).trim();
    return /^\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : text;
  }
  // A backslash at the end of a line joins it with the next, and one at the beginning keeps a blank.
  const text = folded(lines.map((line, index) => (index > 0 ? line.replace(/^\\ /, " ") : line)));
  return doubleQuoted(text);
}

/** One line break is a blank, each more is a line break; none behind a backslash. */
function folded(lines: readonly string[]): string {
  let text = lines[0] ?? "";
  let breaks = 0;
  for (const line of lines.slice(1)) {
    if (line === "") {
      breaks++;
      continue;
    }
    if (breaks > 0) text += "\n".repeat(breaks);
    else if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) text = text.slice(0, -1);
    else text += " ";
    text += line;
    breaks = 0;
  }
  return text + "\n".repeat(breaks);
}

function blockScalar(head: string, lines: readonly string[]): string {
  const indent = (lines.find((line) => line.trim() !== "") ?? "").search(/\S/);
  const text = lines.map((line) => line.slice(Math.max(0, indent)));
  return head.startsWith(">") ? folded(text) : text.join("\n");
}

const signs: Readonly<Record<string, string>> = {
  ...{ n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", "/": "/", " ": " ", "0": "\0", b: "\b", f: "\f" },
  ...{ e: "\u001b", a: "\u0007", v: "\v", N: "\u0085", _: "\u00a0", L: "\u2028", P: "\u2029" },
};

function doubleQuoted(text: string): string {
  return text
    .replace(/^\s*"|"\s*$/g, "")
    .replace(
      /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs,
      (whole, byte?: string, unit?: string, point?: string, sign?: string) => {
        const code = Number.parseInt(byte ?? unit ?? point ?? "", 16);
        if (Number.isNaN(code)) return signs[sign ?? ""] ?? whole;
        return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
      },
    );
}
