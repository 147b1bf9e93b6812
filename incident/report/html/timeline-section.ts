import { brief, type Html, html } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, maxName, type Section, section, sentence, tableOf } from "../../../page/sections.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { moments } from "../words/timeline.ts";
import { moment } from "./moment.ts";
import type { Places } from "./places.ts";
import { rawLine } from "./raw-line.ts";
import { timelineChart } from "./timeline-chart.ts";
import { type TimelineRow, timelineRows } from "./timeline-rows.ts";

const room = { bytes: 350_000, items: 400 };
/** A drawing of ten lanes; larger only where versions have very many fingerprints. */
const maxChartBytes = 250_000;
/** In a shorter time, seconds do not show what came first. */
const shortMs = 60_000;

export function timelineSection(incident: Incident, analysis: Analysis, places: Places): Section {
  const all = timelineRows(analysis);
  const chart = timelineChart(incident, all);
  const small = Buffer.byteLength(chart.text) <= maxChartBytes;
  const how: How = {
    analysis,
    places,
    withMs: (all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0) < shortMs,
    withFunction: new Set(all.map(({ functionName }) => functionName)).size > 1,
  };
  const { parts, leftOut } = fillRoom(all, room, (each, at) => row(each, at, how));
  const columns = ["No.", "Time", "What", ...(how.withFunction ? ["Function"] : []), "Text"];
  const table = html`<div class="events">${tableOf("Events in the order of time", columns, parts)}</div>`;
  return section(
    "timeline",
    "Timeline",
    html`
      ${small ? chart : html`<p class="note">There are too many fingerprints to draw.</p>`}
      ${all.length > 0 && table}
      ${leftOutNote(leftOut, "event")}
    `,
  );
}

interface How {
  readonly analysis: Analysis;
  readonly places: Places;
  readonly withMs: boolean;
  readonly withFunction: boolean;
}

function row(
  { at, kind, functionName, text, detail, sign, entry }: TimelineRow,
  number: number,
  how: How,
): Html {
  const link = entry === null ? "#findings" : linkOf(entry, how);
  const told = sentence(text);
  const drawnSign = html`<span class="sign ${sign.style}" aria-hidden="true">${sign.sign}</span>`;
  const name = functionName === null ? html`<span class="none">–</span>` : brief(functionName, maxName);
  return html`
    <tr>
      <td class="number">${number + 1}</td>
      <td class="when">${moment(at, how.withMs)}</td>
      <td class="kind">${drawnSign} ${moments[kind]}</td>
      ${how.withFunction && html`<td>${name}</td>`}
      <td class="told">
        ${link === null ? told : html`<a href="${link}">${told}</a>`}
        ${detail !== "" && html`: ${sentence(detail)}`}
        ${link === null && rawLine(entry?.origin ?? null)}
      </td>
    </tr>
  `;
}

function linkOf(entry: NonNullable<TimelineRow["entry"]>, { analysis, places }: How): string | null {
  switch (entry.kind) {
    case "finding-first":
    case "finding-last": {
      const cause = analysis.causes[entry.index];
      return cause !== undefined && places.causes.has(cause) ? `#cause-${entry.index}` : null;
    }
    case "error-first":
    case "error-last":
    case "timeout": {
      const error = analysis.errors[entry.index];
      return error !== undefined && places.errors.has(error) ? `#error-${entry.index}` : null;
    }
    default:
      return null;
  }
}
