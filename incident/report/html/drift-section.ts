/** What differs between the sets of copies that one function loaded, package by package. */

import { counted } from "../../../page/counts.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, listed, maxName, type Section, section, sentence } from "../../../page/sections.ts";
import type { Analysis, Drift } from "../../analysis/analysis.ts";
import { driftsByWeight } from "../report.ts";
import { driftText } from "../words/drift.ts";
import { changeTable } from "./change-table.ts";
import { moment } from "./moment.ts";

const room = { bytes: 300_000, items: 100 };

export function driftSection(analysis: Analysis): Section {
  const drift = driftsByWeight(analysis);
  const { parts, leftOut } = fillRoom(drift, room, one);
  const none = html`<p>Every environment of a function loaded the same packages, as these logs show.</p>`;
  return section(
    "changes",
    "What changed",
    drift.length === 0 ? none : html`${parts}${leftOutNote(leftOut, "change")}`,
  );
}

function one(drift: Drift, at: number): Html {
  const { functionName, from, to, changes } = drift;
  const side = (label: string, versions: readonly string[], fingerprint: string, when: Html) => {
    const version = versions.length > 0 && html`version ${listed(versions, 6)}, `;
    return html`
      <div>
        <dt>${label}</dt>
        <dd>${version}fingerprint <code>${brief(fingerprint, 20)}</code>, ${when}</dd>
      </div>
    `;
  };
  const differently =
    changes.length === 0 ? "the same copies" : `${counted(changes.length, "package")} loaded differently`;
  return html`
    <details class="card"${at === 0 && html` open`}>
      <summary><h3>${brief(functionName, maxName)}</h3> <span class="note">${differently}</span></summary>
      <p>${sentence(driftText(drift))}</p>
      <dl class="values">
        ${side("before", from.versions, from.fingerprint, html`until ${moment(from.until)}`)}
        ${side("after", to.versions, to.fingerprint, html`since ${moment(to.since)}`)}
      </dl>
      ${changeTable(changes, `${functionName.slice(0, 60)}, ${at + 1}`)}
    </details>
  `;
}
