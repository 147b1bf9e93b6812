/** Rows of a log query, or of a rule's contributors. */

import { brief, type Html, html } from "../../page/html.ts";
import { numberText } from "../../page/number.ts";
import { dateTime } from "../../page/time.ts";
import type { Cell, Table } from "../insights/table.ts";
import type { Contributor } from "./contributors.ts";

/** As CloudWatch shows a page of a table; a reader of more asks the logs themselves. */
const maxRows = 100;
/** A path or a sentence; above it the cell is cut. */
const maxCell = 360;
/** What is a sentence or a path needs room to be read. */
const longCell = 36;
/** So many rows are shown without scrolling. */
const shortTable = 12;

export function logTable(title: string, { fields, rows }: Table): Html {
  // An id of the event, for a program to look it up: no person reads it.
  const shown = fields.map((field, at) => ({ field, at })).filter(({ field }) => field !== "@ptr");
  const long = new Set(
    shown.filter(({ at }) => rows.some((row) => String(row[at] ?? "").length > longCell)).map(({ at }) => at),
  );
  const numeric = new Set(
    shown.filter(({ at }) => rows.every((row) => isNumeric(row[at] ?? null))).map(({ at }) => at),
  );
  const head = shown.map(
    ({ field, at }) => html`<th scope="col" class="${numeric.has(at) && "number"}">${brief(field, 60)}</th>`,
  );
  const body = rows.slice(0, maxRows).map((row) => {
    const cells = shown.map(({ field, at }) => {
      const style = numeric.has(at) ? "number" : long.has(at) && "long";
      return html`<td class="${style}">${cellOf(field, row[at] ?? null)}</td>`;
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
  const head = [
    ...keys.map((key) => html`<th scope="col">${key}</th>`),
    html`<th scope="col" class="number">events</th>`,
  ];
  const body = contributors.map(({ keys: values, count }) => {
    const cells = values.map((value) => html`<td>${brief(value, maxCell)}</td>`);
    return html`<tr>${cells}<td class="number">${numberText(count)}</td></tr>`;
  });
  return region(title, head, body, contributors.length);
}

/** Reached by the keyboard, since it scrolls. */
function region(title: string, head: readonly Html[], body: readonly Html[], rows: number): Html {
  const more = rows - maxRows;
  const size = rows <= shortTable ? "scroll short" : "scroll";
  return html`
    <div class="${size}" role="region" tabindex="0" aria-label="${title}, rows">
      <table class="rows">
        <thead><tr>${head}</tr></thead>
        <tbody>${body}</tbody>
      </table>
      ${more > 0 && html`<p class="note">${more} more rows exist and are not shown.</p>`}
    </div>
  `;
}

const severities: ReadonlySet<string> = new Set(["error", "warning", "info"]);
const isoTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/;

function cellOf(field: string, cell: Cell): Html {
  if (cell === null) return html`<span class="none">–</span>`;
  if (typeof cell === "number") return html`${numberText(cell)}`;
  if (field === "severity" && severities.has(cell)) return html`<span class="chip ${cell}">${cell}</span>`;
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

/** A number of plain digits; an id of digits and letters such as 12e5 is not one. */
function isNumeric(cell: Cell): boolean {
  return cell === null || typeof cell === "number" || /^-?\d{1,15}(\.\d{1,15})?$/.test(cell);
}
