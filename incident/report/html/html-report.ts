/**
 * The whole report as one file: no network, and no script but one that filters a table. The answer stands first; every claim below it is backed by the
 * raw line it was read from. Whatever the logs hold, the file stays below 5 MB: each section has its room and says what found none.
 */

import type { Analysis, Comparison } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { Html, html, shortened } from "../../page/html.ts";
import { answerSection } from "./answer-section.ts";
import { blastSection } from "./blast-section.ts";
import { comparisonSection } from "./comparison-section.ts";
import { driftSection } from "./drift-section.ts";
import { errorsSection } from "./errors-section.ts";
import { explorerScript } from "./explorer-script.ts";
import { explorerSection } from "./explorer-section.ts";
import { findingsSection } from "./findings-section.ts";
import { flowSection } from "./flow-section.ts";
import { gapsSection } from "./gaps-section.ts";
import { inventoryOf } from "./inventory.ts";
import type { Section } from "./parts.ts";
import { policyFor } from "./policy.ts";
import { reportStyle } from "./report-style.ts";
import { timelineSection } from "./timeline-section.ts";

export interface HtmlOptions {
  /** The page's heading; made from the functions' names where there is none. */
  readonly title?: string;
  /** With good logs to compare with. */
  readonly comparison?: Comparison | null;
}

export function htmlReport(
  incident: Incident,
  analysis: Analysis,
  { title = titleOf(incident), comparison = null }: HtmlOptions = {},
): string {
  const findings = findingsSection(analysis);
  const errors = errorsSection(analysis);
  const causes = new Set(findings.kept);
  const rows = inventoryOf(incident, analysis);
  const sections = [
    comparison === null ? null : comparisonSection(comparison),
    timelineSection(incident, analysis, { causes, errors: new Set(errors.kept) }),
    findings.section,
    errors.section,
    driftSection(analysis),
    blastSection(analysis, causes),
    flowSection(rows, analysis),
    explorerSection(rows, analysis, causes),
    gapsSection(analysis),
  ].filter((section) => section !== null);
  return `<!doctype html>\n${html`<html lang="en"><head>${head(title)}</head><body><header><h1>${title}</h1>${contents(sections)}</header><main>${answerSection(incident, analysis)}${sections.map(({ html: drawn }) => drawn)}</main><footer><p class="note">Made by outcrop incident. All times are UTC.</p></footer><script>${new Html(explorerScript)}</script></body></html>`}\n`;
}

function head(title: string): Html {
  return html`<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Html(policyFor(reportStyle, explorerScript))}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>${title}</title><style>${new Html(reportStyle)}</style>`;
}

/** The answer is in sight and needs no link. */
function contents(sections: readonly Section[]): Html {
  return html`<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}

function titleOf({ environments, errors }: Incident): string {
  const names = new Set([
    ...environments.map(({ functionName }) => functionName),
    ...errors.flatMap(({ functionName }) => functionName ?? []),
  ]);
  const [first, ...others] = [...names];
  if (first === undefined) return "Incident";
  if (others.length === 0) return `Incident in ${shortened(first, 64)}`;
  return `Incident in ${shortened(first, 64)} and ${others.length} more ${others.length === 1 ? "function" : "functions"}`;
}
