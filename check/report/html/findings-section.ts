/** A card for each finding: what was found, how to fix it, and what proves it. */
import { findingKinds } from "../../../core/findings/finding.ts";
import type { CopyRef } from "../../../core/layout/copy-ref.ts";
import { brief, type Html, html, shortened } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import {
  leftOutNote,
  maxName,
  pathOf,
  type Section,
  section,
  sentence,
  severityChip,
} from "../../../page/sections.ts";
import type { Report, Told } from "../report.ts";
import { endedText, functionsText, pageAddress } from "../words.ts";

const room = { bytes: 1_000_000, items: 500 };

export function findingsSection(
  id: string,
  title: string,
  told: readonly Told[],
  report: Report,
  note = "",
): Section | null {
  if (told.length === 0) return null;
  const { parts, leftOut } = fillRoom(told, room, (one, at) => card(one, report, `${id}-${at}`));
  return section(id, title, html`${parts}${leftOutNote(leftOut, "finding")}`, note);
}

function card({ finding, functions }: Told, report: Report, id: string): Html {
  const { severity, code, package: name, message, fix, accepted, winner, loser, importer, range } = finding;
  const names = functionsText(functions, report);
  const ended = endedText(finding);
  const address = pageAddress(finding, report.docsBase);
  const page =
    address === null
      ? html`<a href="#page-${code}">${code}</a>`
      : html`<a href="${address}" rel="noreferrer">${code}</a>`;
  return html`
    <details class="card" id="${id}">
      <summary>
        ${severityChip(severity)} <h3>${brief(name, maxName)}: ${findingKinds[code].title}</h3>
        ${names !== null && html` <span class="note">in ${brief(names, 200)}</span>`}
      </summary>
      <p>${sentence(message)}</p>
      ${ended !== null && html`<p><strong>${sentence(ended)}</strong></p>`}
      ${accepted !== null && html`<p>Accepted in outcrop.json: ${sentence(accepted)}</p>`}
      <p class="fix">${sentence(fix)}</p>
      <dl class="values">
        ${value("finding", page)}
        ${winner !== null && value("winner", copy(winner))}
        ${loser !== null && value("loser", copy(loser))}
        ${importer !== null && value("asked by", pathOf(importer))}
        ${range !== null && value("range", html`<code>${brief(range, maxName)}</code>`)}
        ${functions.length > 1 && value("functions", brief(shortened(functions.join(", "), 2_000), 600))}
      </dl>
    </details>
  `;
}

function value(name: string, content: Html): Html {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

function copy({ package: name, version, root, path }: CopyRef): Html {
  return html`${brief(`${name}@${version ?? "(no version)"}`, maxName)} in the ${root}: ${pathOf(path)}`;
}
