/** The page of one finding as an HTML file of its own. */
import { type FindingCode, findingKinds } from "../../../core/findings/finding.ts";
import { Html, html } from "../../../page/html.ts";
import { findingPage } from "../finding-pages.ts";
import { pageHtml } from "./page-html.ts";
import { policyFor } from "./policy.ts";
import { reportStyle } from "./report-style.ts";

export function findingDocument(code: FindingCode): string {
  const page = html`
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${new Html(policyFor(reportStyle, ""))}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>${code}</title>
        <style>${new Html(reportStyle)}</style>
      </head>
      <body>
        <header><h1>${code}</h1><p class="note">${findingKinds[code].title}</p></header>
        <main><section class="page">${pageHtml(findingPage(code))}</section></main>
      </body>
    </html>
  `;
  return `<!doctype html>\n${page}\n`;
}
