/** Rows of a log query, or of a rule's contributors. */

import { brief, Html, html } from "../../page/html.ts";
import { numberText } from "../../page/number.ts";
import { dateTime } from "../../page/time.ts";
import { defaultLimit } from "../insights/parse-query.ts";
import type { Cell, Table } from "../insights/table.ts";
import type { Contributor } from "./contributors.ts";

/** More rows than a person reads, and enough to look for a function of a large fleet. */
const maxRows = 2_000;
/** A table's text ends here too: forged lines can have long cells. */
const maxCharacters = 4_000_000;
/** A path or a sentence; above it the cell is cut. */
const maxCell = 360;
/** What is a sentence or a path needs room to be read. */
const longCell = 36;
/** So many rows are shown without scrolling. */
const shortTable = 12;

/** The colour of a value: that of a severity, of what is good, or of neither. */
export type Chip = "error" | "warning" | "good" | "calm";
export type ChipOf = (field: string, value: string) => Chip | null;

export function logTable(title: string, { fields, rows }: Table, chipOf: ChipOf = () => null): Html {
  // An id of the event, for a program to look it up: no person reads it.
  const shown = fields.map((field, at) => ({ field, at })).filter(({ field }) => field !== "@ptr");
  const values = (at: number) => rows.map((row) => row[at] ?? null);
  const long = new Set(
    shown
      .filter(({ field, at }) =>
        values(at).some((cell) => String(cell ?? "").length > longCell && chip(field, cell, chipOf) === null),
      )
      .map(({ at }) => at),
  );
  const numeric = new Set(
    shown
      .filter(({ at }) => values(at).every(isNumeric) && values(at).some((cell) => cell !== null))
      .map(({ at }) => at),
  );
  const head = shown.map(({ field, at }) => heading(field, numeric.has(at)));
  const body = rows.slice(0, maxRows).map((row) => {
    const cells = shown.map(({ field, at }) => {
      const style = numeric.has(at) ? "number" : long.has(at) && "long";
      const cell = row[at] ?? null;
      return html`
        <td class="${style}" data-field="${field}"${sortedBy(cell)}>${cellOf(field, cell, chipOf)}</td>
      `;
    });
    return html`<tr>${cells}</tr>`;
  });
  return region(title, head, body, rows.length);
}

export function contributorTable(
  title: string,
  keys: readonly string[],
  contributors: readonly Contributor[],
): Html {
  const head = [...keys.map((key) => heading(key, false)), heading("events", true)];
  const body = contributors.map(({ keys: values, count }) => {
    const cells = values.map(
      (value, at) => html`<td data-field="${keys[at]}"${sortedBy(value)}>${brief(value, maxCell)}</td>`,
    );
    return html`
      <tr>${cells}<td class="number" data-field="events" data-value="${count}">${numberText(count)}</td></tr>
    `;
  });
  return region(title, head, body, contributors.length);
}

/** A click on the button sorts the table, and the keyboard reaches a button too. */
function heading(field: string, isNumber: boolean): Html {
  return html`
    <th scope="col" class="${isNumber && "number"}"><button type="button">${brief(field, 60)}</button></th>
  `;
}

/** Reached by the keyboard, since it scrolls. On a narrow screen each row is a card. */
function region(title: string, head: readonly Html[], body: readonly Html[], rows: number): Html {
  let left = maxCharacters;
  const shown = body.filter(({ text }) => {
    left -= text.length;
    return left > 0;
  });
  const more = rows - shown.length;
  const cut =
    rows >= defaultLimit &&
    ` A query answers at most ${numberText(defaultLimit)} rows, the first by its order.`;
  const size = rows <= shortTable ? "scroll short" : "scroll";
  return html`
    <div class="${size}" role="region" tabindex="0" aria-label="${title}, rows">
      <table class="rows">
        <thead><tr>${head}</tr></thead>
        <tbody>${shown}</tbody>
      </table>
      ${more > 0 && html`<p class="note">${numberText(more)} more rows exist and are not shown.${cut}</p>`}
    </div>
  `;
}

const severities: Readonly<Record<string, Chip>> = { error: "error", warning: "warning", info: "calm" };
const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/;

function chip(field: string, cell: Cell, chipOf: ChipOf): Chip | null {
  if (typeof cell !== "string") return null;
  return field === "severity" && Object.hasOwn(severities, cell)
    ? (severities[cell] ?? null)
    : chipOf(field, cell);
}

function cellOf(field: string, cell: Cell, chipOf: ChipOf): Html {
  if (cell === null) return html`<span class="none">–</span>`;
  if (typeof cell === "number") return html`${numberText(cell)}`;
  const colour = chip(field, cell, chipOf);
  if (colour !== null) return html`<span class="chip ${colour}">${brief(cell, 60)}</span>`;
  if (isoTime.test(cell)) return timeOf(cell);
  // Numbers are texts in an answer of Logs Insights.
  if (isNumeric(cell)) return html`${numberText(Number(cell))}`;
  return brief(cell, maxCell);
}

function timeOf(text: string): Html {
  const time = Date.parse(text.replace(" ", "T").replace(/(?<!Z)$/, "Z"));
  const [day, ofDay] = (Number.isNaN(time) ? text : dateTime(time, true)).split(" ");
  return html`<time><span>${day}</span> <span>${ofDay}</span></time>`;
}

/** What the script compares where the cell's text is another: a whole number, and nothing for a dash. */
function sortedBy(cell: Cell): Html | null {
  if (!isNumeric(cell)) return null;
  return new Html(` data-value="${cell === null ? "" : Number(cell)}"`);
}

/** A number of plain digits; an id of digits and letters such as 12e5 is not one. */
function isNumeric(cell: Cell): boolean {
  return cell === null || typeof cell === "number" || /^-?\d{1,15}(\.\d{1,15})?$/.test(cell);
}
