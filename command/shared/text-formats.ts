/** The formats of a command that prints text for a person, for a program or for a pull request. */
import { type Page, terminalPage } from "../../page/text-page.ts";

export const textFormats = ["terminal", "json", "markdown"] as const;

interface Texts {
  readonly json: () => string;
  readonly markdown: () => string;
  readonly terminal: (page: Page) => string;
}

/** @param file undefined for stdout */
export function textIn(
  format: (typeof textFormats)[number],
  file: string | undefined,
  { json, markdown, terminal }: Texts,
): string {
  if (format === "json") return json();
  if (format === "markdown") return markdown();
  // A file is never a terminal, even if stdout is one.
  return terminal(file === undefined ? terminalPage(process.stdout, process.env) : terminalPage({}, {}));
}
