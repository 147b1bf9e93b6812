/**
 * The check as one file: the answer, the findings, the layers, and an explorer of /opt. It asks for nothing, and
 * reads without its script, except for the explorer.
 */
import { type FindingCode, findingKinds } from "../../../core/findings/finding.ts";
import { andList } from "../../../page/counts.ts";
import { reportDocument } from "../../../page/document.ts";
import { type Html, html, shortened } from "../../../page/html.ts";
import { pageHtml } from "../../../page/page-html.ts";
import { contents, type Section, section, sentence } from "../../../page/sections.ts";
import { type Report, type Shared, shared } from "../report.ts";
import { computedTexts, functionsText } from "../words.ts";
import { answerSection } from "./answer-section.ts";
import { checkStyle } from "./check-style.ts";
import { checkScript } from "./explorer-script.ts";
import { explorerSection } from "./explorer-section.ts";
import { findingsSection } from "./findings-section.ts";
import { layersSection } from "./layers-section.ts";

const most = { texts: 100 };

/** The text of a finding's page, in Markdown. */
export type PageOf = (code: FindingCode) => string;

export function htmlReport(report: Report, pageOf: PageOf): string {
  const { functions, will, may, aside } = report;
  const names = functions.map(({ name }) => shortened(name, 80));
  const title = `Check of ${andList(names, 3)}`;
  const sections = [
    findingsSection("will", "What will happen", will, report),
    findingsSection(
      "may",
      "What may happen",
      may,
      report,
      "If code runs that is lazy or behind a condition.",
    ),
    listSection(
      "not-judged",
      "Not judged",
      shared(functions, ({ unjudged }) => unjudged),
      report,
    ),
    layersSection(functions),
    explorerSection(functions),
    findingsSection("aside", "What needs no action", aside, report),
    listSection("computed", "Known only when it runs", shared(functions, computedTexts), report),
    report.docsBase === undefined ? pagesSection(report, pageOf) : null,
  ].filter((one) => one !== null);
  const body = html`
    <header>
      <h1>${title}</h1>
      <p class="note">Before the deploy. Nothing of it was run.</p>
      ${contents(sections)}
    </header>
    <main>
      ${answerSection(report)}
      ${sections.map(({ html: drawn }) => drawn)}
    </main>
    <footer><p class="note">Made by outcrop check ${report.outcropVersion}.</p></footer>
  `;
  return reportDocument({ title, style: checkStyle, script: checkScript, body });
}

function listSection(id: string, title: string, texts: readonly Shared[], report: Report): Section | null {
  if (texts.length === 0) return null;
  const rest = texts.length - most.texts;
  const items = texts.slice(0, most.texts).map(({ text, functions }) => {
    const names = functionsText(functions, report);
    return html`<li>${sentence(names === null ? text : `${names}: ${text}`)}</li>`;
  });
  return section(id, title, html`<ul>${items}${rest > 0 && html`<li>${rest} more</li>`}</ul>`);
}

function pagesSection({ will, may, aside }: Report, pageOf: PageOf): Section | null {
  const codes = [...new Set([...will, ...may, ...aside].map(({ finding }) => finding.code))];
  if (codes.length === 0) return null;
  const pages = codes.map(
    (code): Html => html`
      <details class="card page" id="page-${code}">
        <summary><h3>${code}</h3> <span class="note">${findingKinds[code].title}</span></summary>
        ${pageHtml(pageOf(code))}
      </details>
    `,
  );
  const note =
    "What each kind of finding means, how to confirm it by hand, how to fix it, and when to accept it.";
  return section("pages", "About these findings", html`${pages}`, note);
}
