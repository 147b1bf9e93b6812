/**
 * The whole report as one file: no network, and one script that filters, opens and copies. The answer comes
 * first; every claim below it is backed by the raw line it was read from. Whatever the logs hold, the file
 * stays below 5 MB: each section has its room and says what found none.
 */

import { reportDocument } from "../../../page/document.ts";
import { html } from "../../../page/html.ts";
import { contents } from "../../../page/sections.ts";
import type { Analysis, Comparison } from "../../analysis/analysis.ts";
import type { UnusedContent } from "../../analysis/unused-content.ts";
import type { Incident } from "../../model/model.ts";
import { answerSection } from "./answer-section.ts";
import { answersSection } from "./answers-section.ts";
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
import { loadTimeSection } from "./load-time-section.ts";
import { pagesSection } from "./pages-section.ts";
import type { Places } from "./places.ts";
import { incidentStyle } from "./report-style.ts";
import { timelineSection } from "./timeline-section.ts";
import { subtitleOf, titleOf } from "./title.ts";
import { unusedSection } from "./unused-section.ts";

export interface HtmlOptions {
  /** The page's heading; made from the functions' names if it is absent. */
  readonly title?: string;
  /** With good logs to compare with. */
  readonly comparison?: Comparison | null;
  /** With a lock. */
  readonly unused?: readonly UnusedContent[];
}

export function htmlReport(
  incident: Incident,
  analysis: Analysis,
  { title = titleOf(incident, analysis.answer), comparison = null, unused = [] }: HtmlOptions = {},
): string {
  const findings = findingsSection(analysis);
  const errors = errorsSection(analysis);
  const places: Places = { causes: new Set(findings.kept), errors: new Set(errors.kept) };
  const rows = inventoryOf(incident, analysis);
  const sections = [
    answersSection(analysis),
    comparison === null ? null : comparisonSection(comparison),
    timelineSection(incident, analysis, places),
    flowSection(rows, analysis),
    findings.section,
    errors.section,
    driftSection(analysis),
    blastSection(analysis, places.causes),
    loadTimeSection(incident),
    unusedSection(unused),
    explorerSection(rows, analysis, places.causes),
    gapsSection(analysis),
    pagesSection(findings.kept),
  ].filter((section) => section !== null);
  const body = html`
    <header>
      <h1>${title}</h1>
      <p class="note">${subtitleOf(incident)}</p>
      ${contents(sections)}
    </header>
    <main>
      ${answerSection(incident, analysis, places)}
      ${sections.map(({ html: drawn }) => drawn)}
    </main>
    <footer><p class="note">Made by outcrop incident. All times are UTC.</p></footer>
  `;
  return reportDocument({ title, style: incidentStyle, script: explorerScript, body });
}
