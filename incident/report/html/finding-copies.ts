/** The copies that a finding is about, as the answer and the finding itself show them. */
import type { Finding } from "../../../core/findings/finding.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { pathOf } from "../../../page/sections.ts";
import { copyName, rootTag } from "./parts.ts";

export function findingCopies({ code, winner, loser, importer, range }: Finding): Html {
  const pair = (part: string, text: Html) =>
    html`<div class="pair"><span class="part">${part}</span> <span>${text}</span></div>`;
  const copy = (of: NonNullable<typeof winner>) => html`${copyName(of)} ${rootTag(of)} ${pathOf(of.path)}`;
  const both = code === "duplicate-instance";
  const declares = range !== null && html`, which declares <code>${brief(range, 120)}</code>`;
  return html`
    <div class="pairs">
      ${winner !== null && pair("loaded", copy(winner))}
      ${loser !== null && pair(both ? "and also" : "instead of", copy(loser))}
      ${importer !== null && pair("asked by", html`${pathOf(importer.path)}${declares}`)}
    </div>
  `;
}
