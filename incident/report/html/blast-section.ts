import { share } from "../../../page/counts.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { numberText } from "../../../page/number.ts";
import { fillRoom } from "../../../page/room.ts";
import {
  leftOutNote,
  listed,
  maxName,
  type Section,
  section,
  severityChip,
  tableOf,
} from "../../../page/sections.ts";
import type { Analysis, Cause } from "../../analysis/analysis.ts";
import { isAside } from "../report.ts";
import { folded, parted } from "./aside.ts";

const room = { bytes: 200_000, items: 200 };

/** Who is affected by each finding, and how much worse they fare. */
export function blastSection({ causes }: Analysis, shown: ReadonlySet<Cause>): Section | null {
  if (causes.every(isAside)) return null;
  const filled = fillRoom(causes, room, (cause, at) => row(cause, shown.has(cause) ? at : null));
  const { first, aside } = parted(filled);
  const columns = [
    "Finding",
    "Severity",
    "Functions and versions",
    "Environments",
    "Invocations",
    "Failed with it",
    "Failed without it",
  ];
  const note =
    "Without it: the invocations of the same functions in environments that do not have the finding.";
  return section(
    "blast",
    "Blast radius",
    html`
      ${first.length > 0 && tableOf("Blast radius by finding", columns, first)}
      ${folded(aside.length, tableOf("Blast radius of findings that need no work", columns, aside))}
      ${leftOutNote(filled.leftOut, "finding")}
    `,
    note,
  );
}

function row({ code, package: name, severity, blast }: Cause, link: number | null): Html {
  const title = html`${brief(name, maxName)} <span class="code">${brief(code, 40)}</span>`;
  const without =
    blast.without === null ? html`<span class="none">no such environments</span>` : rate(blast.without);
  return html`
    <tr>
      <th scope="row">${link === null ? title : html`<a href="#cause-${link}">${title}</a>`}</th>
      <td>${severityChip(severity)}</td>
      <td>${listed(blast.versions, 5)}</td>
      <td class="number">${numberText(blast.environments)}</td>
      <td class="number">${numberText(blast.invocations)}</td>
      <td class="number">${rate(blast)}</td>
      <td class="number">${without}</td>
    </tr>
  `;
}

function rate({ failed, invocations }: { readonly failed: number; readonly invocations: number }): Html {
  if (invocations === 0) return html`<strong>–</strong>`;
  const counts = html`<span class="note">${numberText(failed)} of ${numberText(invocations)}</span>`;
  return html`<strong>${share(failed, invocations)}</strong> ${counts}`;
}
