/** Text for a terminal: lines no wider than it, and colours where they are wanted. */
import { stripVTControlCharacters, styleText } from "node:util";

export interface Page {
  /** Columns. */
  readonly width: number;
  readonly coloured: boolean;
}

const widest = 120;
const usual = 80;

/** COLUMNS speaks where the stream does not. FORCE_COLOR goes before NO_COLOR, as in Node. */
export function terminalPage(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: NodeJS.ProcessEnv,
  narrowest: number = usual,
): Page {
  const columns = stream.columns ?? (Number(env["COLUMNS"]) || usual);
  return {
    width: Math.min(widest, Math.max(narrowest, columns)),
    coloured: wantsColour(stream.isTTY === true, env),
  };
}

function wantsColour(isTTY: boolean, env: NodeJS.ProcessEnv): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

export type Style = Parameters<typeof styleText>[0];

export function paint(page: Page, style: Style, text: string): string {
  return page.coloured ? styleText(style, text, { validateStream: false }) : text;
}

/**
 * `label`, followed by `text`, which is wrapped and indented. Words longer than the line, such as paths, are
 * broken after a slash if they have one.
 * @param column where `text` starts.
 */
export function hanging(page: Page, label: string, text: string, column: number): string {
  const gap = " ".repeat(Math.max(0, column - stripVTControlCharacters(label).length));
  return label + gap + wrap(text, page.width - column).join(`\n${" ".repeat(column)}`);
}

export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((long) => pieces(long, width))) {
    const longer = line === "" || word.joined ? line + word.text : `${line} ${word.text}`;
    if (longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = word.text;
    }
  }
  return [...lines, line];
}

interface Piece {
  readonly text: string;
  /** Continues the piece before it: no blank between the two. */
  readonly joined: boolean;
}

function pieces(word: string, width: number): Piece[] {
  const parts: Piece[] = [];
  let rest = word;
  while (rest.length > width) {
    const slash = rest.lastIndexOf("/", width - 1);
    const end = slash > 0 ? slash + 1 : width;
    parts.push({ text: rest.slice(0, end), joined: parts.length > 0 });
    rest = rest.slice(end);
  }
  return [...parts, { text: rest, joined: parts.length > 0 }];
}
