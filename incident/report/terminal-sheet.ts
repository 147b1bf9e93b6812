/**
 * The parts a terminal report is made of. Whatever is put into them is made plain: nothing that logs hold is
 * acted on by a terminal.
 */
import { plainText } from "../../core/telemetry/plain-text.ts";
import { shortened } from "../../page/html.ts";
import { hanging, type Page, paint, type Style } from "../../page/text-page.ts";

const textColumn = 13;
/** No name, path or sentence is longer. */
const maxText = 600;

export class Sheet {
  readonly page: Page;
  readonly #blocks: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  heading(title: string, remark = ""): void {
    const fits = title.length + 2 + remark.length <= this.page.width;
    const rest = remark === "" || !fits ? "" : paint(this.page, "dim", `  ${plain(remark)}`);
    this.#blocks.push(
      `${this.#blocks.length > 0 ? "\n" : ""}${paint(this.page, "bold", plain(title))}${rest}`,
    );
  }

  /** The first line of an item, coloured word by word. */
  title(words: readonly (readonly [text: string, style: Style | null])[]): void {
    const parts = words
      .filter(([text]) => text !== "")
      .map(([text, style]) => [plain(text, 100), style] as const);
    const length = parts.reduce((sum, [text]) => sum + text.length + 1, 1);
    if (length > this.page.width)
      return void this.#blocks.push(
        hanging(this.page, "", parts.map(([text]) => text).join(" "), 2).slice(2),
      );
    this.#blocks.push(
      parts.map(([text, style]) => (style === null ? text : paint(this.page, style, text))).join(" "),
    );
  }

  paragraph(text: string, indent = 2): void {
    this.#blocks.push(hanging(this.page, "", plain(text, 4 * maxText), indent));
  }

  field(label: string, text: string, style: Style = "dim"): void {
    this.#blocks.push(hanging(this.page, `  ${paint(this.page, style, label)}`, plain(text), textColumn));
  }

  /** Several lines under one label, each wrapped by itself. */
  list(label: string, items: readonly string[], style: Style = "dim"): void {
    for (const [index, item] of items.entries()) this.field(index === 0 ? label : "", item, style);
  }

  /** A line with a label as wide as it is, such as a time. */
  row(label: string, text: string, column: number, style: Style = "dim"): void {
    this.#blocks.push(hanging(this.page, `  ${paint(this.page, style, plain(label))}`, plain(text), column));
  }

  /**
   * A name and its numbers, below each other; where the page is too narrow for that, the numbers are below
   * the name.
   */
  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const all = [head, ...rows].map((row) => row.map((cell) => plain(cell, 200)));
    const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    const numbers = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
    const room = this.page.width - 2 - numbers;
    const nameWidth = Math.min(widths[0] ?? 0, room);
    for (const [index, [name = "", ...cells]] of all.entries()) {
      const columns = cells.map((cell, column) => `  ${cell.padStart(widths[column + 1] ?? 0)}`).join("");
      const beside = name.length <= nameWidth;
      if (!beside) this.#blocks.push(hanging(this.page, "", name, 2));
      const line = `  ${(beside ? name : "").padEnd(nameWidth)}${columns}`;
      this.#blocks.push(index === 0 ? paint(this.page, "dim", line) : line);
    }
  }

  gap(): void {
    this.#blocks.push("");
  }

  toString(): string {
    return `${this.#blocks.map((block) => block.replace(/[ ]+$/gm, "")).join("\n")}\n`;
  }
}

/** One line of at most so many characters, with nothing in it that a terminal acts on. */
export function plain(text: string, most = maxText): string {
  const line = plainText(shortened(text, most).replace(/\s*[\r\n]+\s*/g, " "));
  // An escaped character is six long: cut again what grew by it.
  return (line.length > 2 * most ? `${line.slice(0, 2 * most)}…` : line).replaceAll("…", "...");
}
