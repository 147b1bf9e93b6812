/** The page of one finding as an HTML file of its own. */
import { type FindingCode, findingKinds } from "../../../core/findings/finding.ts";
import { reportDocument } from "../../../page/document.ts";
import { html } from "../../../page/html.ts";
import { pageHtml } from "../../../page/page-html.ts";
import { findingPage } from "../finding-pages.ts";
import { incidentStyle } from "./report-style.ts";

export function findingDocument(code: FindingCode): string {
  const body = html`
    <header><h1>${code}</h1><p class="note">${findingKinds[code].title}</p></header>
    <main><section class="page">${pageHtml(findingPage(code))}</section></main>
  `;
  return reportDocument({ title: code, style: incidentStyle, script: "", body });
}
