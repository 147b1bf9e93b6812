import type { Analysis, Cause, ExplainedError, TimelineEntry } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { brief, type Html, html } from "../../page/html.ts";
import { moments } from "../words/timeline.ts";
import { moment } from "./moment.ts";
import { leftOutNote, MAX_NAME, type Section, section, sentence, tableOf } from "./parts.ts";
import { rawLine } from "./raw-line.ts";
import { fillRoom } from "./room.ts";
import { signOf } from "./signs.ts";
import { timelineChart } from "./timeline-chart.ts";

const room = { bytes: 350_000, items: 400 };
/** A drawing of ten lanes; larger only where versions have very many fingerprints. */
const MAX_CHART_BYTES = 250_000;

/** The findings and errors that the page has a place for. */
export interface Places {
  readonly causes: ReadonlySet<Cause>;
  readonly errors: ReadonlySet<ExplainedError>;
}

export function timelineSection(incident: Incident, analysis: Analysis, places: Places): Section {
  const chart = timelineChart(incident, analysis);
  const small = Buffer.byteLength(chart.text) <= MAX_CHART_BYTES;
  const { parts, leftOut } = fillRoom(analysis.timeline, room, (entry, at) => row(entry, at, analysis, places));
  const table = tableOf("Events in the order of time", ["No.", "Time", "What", "Function", "Text"], parts);
  return section(
    "timeline",
    "Timeline",
    html`${small ? chart : html`<p class="note">There are too many fingerprints to draw.</p>`}${analysis.timeline.length > 0 && table}${leftOutNote(leftOut, "event")}`,
  );
}

function row(entry: TimelineEntry, number: number, analysis: Analysis, places: Places): Html {
  const { at, kind, functionName, text, origin, index } = entry;
  const { sign, style } = signOf(entry, analysis.causes);
  const link = linkOf(kind, index, analysis, places);
  return html`<tr><td class="number">${number + 1}</td><td class="when">${moment(at)}</td><td class="kind"><span class="sign ${style}" aria-hidden="true">${sign}</span> ${moments[kind]}</td><td>${functionName === null ? html`<span class="none">–</span>` : brief(functionName, MAX_NAME)}</td><td>${sentence(text)}${
    link !== null && html` <a href="${link}">${kind.startsWith("finding") ? "the finding" : "the error"}</a>`
  }${link === null && rawLine(origin)}</td></tr>`;
}

function linkOf(kind: TimelineEntry["kind"], index: number | null, { causes, errors }: Analysis, places: Places): string | null {
  if (index === null) return null;
  const cause = causes[index];
  if (kind.startsWith("finding")) return cause !== undefined && places.causes.has(cause) ? `#cause-${index}` : null;
  const error = errors[index];
  if (kind.startsWith("error") || kind === "timeout") return error !== undefined && places.errors.has(error) ? `#error-${index}` : null;
  return null;
}
