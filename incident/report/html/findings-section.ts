/**
 * Every finding of the logs, what explains the failures first, each with what proves it and how to fix it.
 */

import { findingKinds } from "../../../core/findings/finding.ts";
import { counted } from "../../../page/counts.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { type Filled, fillRoom } from "../../../page/room.ts";
import {
  leftOutNote,
  listed,
  maxName,
  type Section,
  section,
  sentence,
  severityChip,
} from "../../../page/sections.ts";
import type { Analysis, Cause } from "../../analysis/analysis.ts";
import { withoutText } from "../words/blast.ts";
import { failures } from "../words/counts.ts";
import { standingText } from "../words/standing.ts";
import { folded, parted } from "./aside.ts";
import { evidenceOf } from "./evidence.ts";
import { findingCopies } from "./finding-copies.ts";
import { moment } from "./moment.ts";
import { rawLine } from "./raw-line.ts";

const room = { bytes: 900_000, items: 400 };
/** So many are open when the page opens, where they explain a failure. */
const maxOpen = 2;

export function findingsSection({ causes, errors }: Analysis): Filled<Cause> & { readonly section: Section } {
  const filled = fillRoom(causes, room, (cause, at) => one(cause, at, errors));
  const { leftOut } = filled;
  const { first, aside } = parted(filled);
  const content =
    causes.length === 0
      ? html`<p>None in these logs.</p>`
      : html`${first}${folded(aside.length, html`${aside}`)}${leftOutNote(leftOut, "finding")}`;
  const note =
    "Ranked: what explains the failures comes first. Each is one problem, however many environments saw it.";
  return { ...filled, section: section("findings", "Findings", content, first.length > 1 ? note : "") };
}

function one(cause: Cause, at: number, errors: Analysis["errors"]): Html {
  const { code, package: name, severity, observed, first, last, explains, blast, fix, docs } = cause;
  const { finding, message } = observed;
  const { accepted } = finding;
  const open = explains.length > 0 && at < maxOpen;
  const where = [
    counted(blast.environments, "environment"),
    counted(blast.functions.length, "function"),
  ].join(" of ");
  const title = html`${brief(name, maxName)} <span class="code">${brief(code, 40)}</span>`;
  const count = explains.length;
  const chips = html`
    ${severityChip(severity)}
    ${count > 0 && html` <span class="chip calm">explains ${counted(count, "error")}</span>`}
    ${accepted !== null && html` <span class="chip calm">accepted</span>`}
  `;
  return html`
    <details class="card" id="cause-${at}"${open && html` open`}>
      <summary>
        <h3><span class="rank">${at + 1}</span> ${title}</h3> ${chips} <span class="note">${where}</span>
      </summary>
      <p>${sentence(message)}</p>
      <p class="fix"><strong>Fix.</strong> ${sentence(fix)}</p>
      <p>
        <strong>Why it has this place.</strong> ${sentence(standingText(cause))}
        ${explained(explains, errors)}
      </p>
      ${accepted !== null && html`<p>Accepted in outcrop.json: ${sentence(accepted)}</p>`}
      ${findingCopies(finding)}
      <dl class="values">
        <div><dt>first seen</dt><dd>${moment(first)}</dd></div>
        <div><dt>last seen</dt><dd>${moment(last)}</dd></div>
        <div><dt>functions</dt><dd>${listed(blast.versions, 6)}</dd></div>
        <div>
          <dt>failures</dt>
          <dd>${failures(blast.failed, blast.invocations)}. ${withoutText(blast.without)}</dd>
        </div>
      </dl>
      ${evidenceOf(finding)}
      <p class="note">${more(code, docs)}</p>
      ${rawLine(observed.origin)}
    </details>
  `;
}

/** The page of a code that this release knows is in the report. */
function more(code: string, docs: string): Html {
  if (!Object.hasOwn(findingKinds, code))
    return html`More about this finding: <code>${brief(docs, 120)}</code>`;
  return html`<a href="#page-${code}">About ${code}</a>: what it means, how to confirm it and how to fix it.`;
}

function explained(indexes: readonly number[], errors: Analysis["errors"]): Html {
  if (indexes.length === 0) return html``;
  const links = indexes.slice(0, 8).map((index, order) => {
    const label = errors[index]?.error.name ?? `error ${index + 1}`;
    return html`${order > 0 && ", "}<a href="#error-${index}">${brief(label, maxName)}</a>`;
  });
  return html` It explains ${links}.`;
}
