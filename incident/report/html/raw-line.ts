/**
 * The line behind a claim, as the logs hold it: closed until a reader asks for it, on paper as well: a
 * hundred lines would be fifty pages.
 */

import { brief, type Html, html, shortened } from "../../../page/html.ts";
import type { Origin } from "../../model/model.ts";
import { moment } from "./moment.ts";

/** Escaped, a character may take eight bytes and more. */
const maxText = 4_096;

export function rawLine(origin: Origin | null, about: string | Html = "raw line"): Html {
  if (origin === null) return html``;
  const { file, line, logStream, at, text } = origin;
  return html`
    <details class="raw">
      <summary>${about}: <code>${brief(file, 80)}:${line}</code></summary>
      <p class="note">
        ${at !== null && html`${moment(at)} `}
        ${logStream !== null && html`log stream <code>${brief(logStream, 120)}</code>`}
      </p>
      <pre>${shortened(text, maxText)}</pre>
    </details>
  `;
}
