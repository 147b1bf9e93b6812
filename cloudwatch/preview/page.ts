/**
 * The dashboard as one page: no network, one file, and one script, which sorts tables. Widgets are on CloudWatch's grid
 * on wide screens, and one below the other on narrow screens and on paper.
 */

import { brief, Html, html } from "../../page/html.ts";
import { renderMarkdown } from "../../page/markdown.ts";
import { sourceHash } from "../../page/source-hash.ts";
import { dateTime, duration } from "../../page/time.ts";
import { alarmList } from "./alarm-list.ts";
import { barChart } from "./bar-chart.ts";
import type { Drawn } from "./drawn.ts";
import { lineChart } from "./line-chart.ts";
import { style } from "./page-style.ts";
import { singleValue } from "./single-value.ts";
import { sortScript } from "./sort-script.ts";
import { type ChipOf, contributorTable, logTable } from "./table.ts";

export interface About {
  readonly title: string;
  /** Milliseconds since the epoch; null if no event has a time. */
  readonly range: { readonly start: number; readonly end: number } | null;
  readonly functions: readonly string[];
  readonly events: number;
  readonly invocations: number;
  /** What the reader must know about these logs, a sentence each. */
  readonly notes: readonly string[];
  /** Which values of a log query have a colour, as a severity has. */
  readonly chipOf?: ChipOf;
}

/** Nothing is loaded and no other script runs, whatever the text says. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
  `script-src '${sourceHash(sortScript)}'`;

export function renderPage(widgets: readonly Drawn[], about: About): string {
  let level = 2;
  const drawn = widgets.map((widget) => {
    if (widget.kind === "text") level = lastHeading(widget.markdown) ?? level;
    return renderWidget(widget, level + 1, about.chipOf);
  });
  const page = html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>${about.title}</title>
        <style>${new Html(style)}</style>
      </head>
      <body>
        ${header(about)}
        <main class="grid">${drawn}</main>
        <script>${new Html(sortScript)}</script>
      </body>
    </html>
  `;
  return `<!doctype html>\n${page}\n`;
}

function header({ title, range, functions, events, invocations, notes }: About): Html {
  const names = functions
    .slice(0, 12)
    .map((name, at) => html`${at > 0 && ", "}<strong>${brief(name, 64)}</strong>`);
  const rest = functions.length - 12;
  const list = html`${functions.length > 0 && ": "}${names}${rest > 0 && ` and ${rest} more`}`;
  const items = notes.map((note) => html`<li>${brief(note, 300)}</li>`);
  return html`
    <header>
      <h1>${title}</h1>
      <p>
        ${functions.length} ${functions.length === 1 ? "function" : "functions"}${list}
        ${` · ${invocations} ${invocations === 1 ? "invocation" : "invocations"} · ${events} log events`}
        ${range !== null && html` · ${spanOf(range)}`}
      </p>
      ${notes.length > 0 && html`<ul class="notes">${items}</ul>`}
    </header>
  `;
}

function spanOf({ start, end }: NonNullable<About["range"]>): Html {
  const short = end - start < 600_000;
  const time = (at: number) => html`<time>${dateTime(at, short)}</time>`;
  return html`${time(start)} to ${time(end)} UTC (${duration(end - start)})`;
}

function renderWidget(widget: Drawn, level: number, chipOf: ChipOf | undefined): Html {
  const { x, y, width, height, kind, title } = widget;
  const place = `grid-column:${x + 1}/span ${width};grid-row:${y + 1}/span ${height};--rows:${height}`;
  const single = kind === "metrics" && widget.properties.view === "singleValue" ? " is-single" : "";
  const plain = kind === "text" && widget.transparent ? " plain" : "";
  const heading = title === null ? "" : new Html(`<h${level} class="title">${brief(title, 160)}</h${level}>`);
  return html`
    <section class="widget is-${kind}${single}${plain}" style="${place}">
      ${heading}
      ${content(widget, chipOf)}
    </section>
  `;
}

function content(widget: Drawn, chipOf: ChipOf | undefined): Html {
  const title = widget.title ?? "";
  switch (widget.kind) {
    case "text":
      return html`<div class="text">${renderMarkdown(widget.markdown)}</div>`;
    case "alarms":
      return alarmList(widget.alarms);
    case "table":
      return logTable(title, widget.table, chipOf);
    case "contributors":
      return contributorTable(title, widget.keys, widget.contributors);
    case "empty":
      return html`
        <p class="empty ${widget.empty.state}">
          ${widget.empty.state === "good" && html`<span aria-hidden="true">✓ </span>`}
          ${widget.empty.text}
        </p>
      `;
    case "failed":
      return html`<p class="empty failed">The preview cannot draw this: ${brief(widget.reason, 300)}</p>`;
    case "metrics":
      if (widget.properties.view === "singleValue") return singleValue(widget.result);
      return widget.properties.view === "bar"
        ? barChart(widget.properties, widget.result)
        : lineChart(widget.properties, widget.result);
  }
}

/** The level of the last heading in it, at least the page's second. */
function lastHeading(markdown: string): number | null {
  const found = [...markdown.matchAll(/^(#{1,5}) /gm)].at(-1)?.[1];
  return found === undefined ? null : Math.max(2, found.length);
}
