/** The pages of the findings that the report shows: what each means, how to confirm it and how to fix it. */
import { type FindingCode, findingKinds } from "../../../core/findings/finding.ts";
import { html } from "../../../page/html.ts";
import { pageHtml } from "../../../page/page-html.ts";
import { type Section, section } from "../../../page/sections.ts";
import type { Cause } from "../../analysis/analysis.ts";
import { findingPage } from "../finding-pages.ts";

/** Null without findings. */
export function pagesSection(shown: readonly Cause[]): Section | null {
  const codes = [...new Set(shown.map(({ code }) => code))].filter(isKnown);
  if (codes.length === 0) return null;
  const pages = codes.map(
    (code) => html`
      <details class="card page" id="page-${code}">
        <summary><h3>${code}</h3> <span class="note">${findingKinds[code].title}</span></summary>
        ${pageHtml(findingPage(code))}
      </details>
    `,
  );
  const note =
    "What each kind of finding means, how to confirm it by hand, how to fix it, and when to accept it.";
  return section("pages", "About these findings", html`${pages}`, note);
}

function isKnown(code: FindingCode): boolean {
  return Object.hasOwn(findingKinds, code);
}
