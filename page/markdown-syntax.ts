/**
 * Markdown of texts that may hold anything. Package names and paths become code, so that no `@scope` calls a
 * person and no address becomes a link; the rest is escaped where Markdown would take it for more than text.
 */
import { shortened, visible } from "./html.ts";

const maxText = 1_000;

/** Inline text. What is code in it stays code. */
export function text(value: string): string {
  return oneLine(value)
    .split(/(?<![`\\])`([^`\\]{1,200})`(?!`)/)
    .map((part, index) => (index % 2 === 0 ? words(part) : code(part)))
    .join("");
}

function words(value: string): string {
  return value
    .split(/([^\s(),;"]*[@/][^\s(),;"]*)/)
    .map((part, index) => (index % 2 === 0 ? escaped(part) : pathOrName(part)))
    .join("");
}

export function code(value: string): string {
  const line = oneLine(value);
  const fence = fenceFor(line, 1);
  // A blank next to a backtick is the fence's.
  const padded = /^`|`$/.test(line) ? ` ${line} ` : line;
  return line === "" ? "" : `${fence}${padded}${fence}`;
}

/** Lines as they are, in a block of their own. */
export function codeBlock(lines: readonly string[]): string {
  const body = lines.map((line) => plain(shortened(line, maxText).replace(/[\r\n]+/g, " "))).join("\n");
  const fence = fenceFor(body, 3);
  return `${fence}text\n${body}\n${fence}`;
}

/** @param rows of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

/** A bar ends a cell even in code, unless a backslash is before it that none before that one escapes. */
function cell(markdown: string): string {
  return markdown.replace(/(\\*)\|/g, (bar, before: string) =>
    before.length % 2 === 0 ? `${before}\\|` : bar,
  );
}

function oneLine(value: string): string {
  return plain(shortened(value, maxText).replace(/\s*[\r\n]+\s*/g, " "));
}

/** What a terminal or a reader of the raw text would act on is written as its code. */
function plain(line: string): string {
  return visible(line).replaceAll("\t", "\\u{9}");
}

/** A sign that ends a sentence is not part of the name. */
function pathOrName(word: string): string {
  const [, name = word, end = ""] = /^(.*?)([.:!?]*)$/.exec(word) ?? [];
  return /^[/@]*$/.test(name) ? escaped(word) : code(name) + escaped(end);
}

function escaped(value: string): string {
  return value
    .replace(/[\\`*[\]<>&|~#$]/g, "\\$&")
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`);
}

function fenceFor(value: string, least: number): string {
  const runs = value.match(/`+/g) ?? [];
  return "`".repeat(Math.max(least, ...runs.map((run) => run.length + 1)));
}
