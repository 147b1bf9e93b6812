/** Bad logs against good ones, where the report was made from both. */

import { counted } from "../../../page/counts.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, listed, maxName, type Section, section, sentence } from "../../../page/sections.ts";
import type { Comparison, LoadedDifferently } from "../../analysis/analysis.ts";
import { comparisonText } from "../words/comparison.ts";
import { errorKind, errorName } from "../words/error.ts";
import { changeTable } from "./change-table.ts";

const room = { bytes: 300_000, items: 60 };
const maxLinks = 12;

export function comparisonSection(comparison: Comparison): Section {
  const { analysis, functions, newFindings, newErrors } = comparison;
  const { parts, leftOut } = fillRoom(functions, room, one);
  const list = (
    title: string,
    indexes: readonly number[],
    part: string,
    name: (index: number) => string,
  ): Html => {
    if (indexes.length === 0) return html``;
    const rest = indexes.length - maxLinks;
    const links = indexes
      .slice(0, maxLinks)
      .map((index) => html`<li><a href="#${part}-${index}">${brief(name(index), maxName)}</a></li>`);
    return html`<h3>${title}</h3><ul>${links}${rest > 0 && html`<li>${rest} more</li>`}</ul>`;
  };
  const finding = (index: number) =>
    `${analysis.causes[index]?.code ?? "finding"} of ${analysis.causes[index]?.package ?? index + 1}`;
  const error = (index: number) => {
    const known = analysis.errors[index]?.error;
    return known === undefined ? `error ${index + 1}` : `${errorName(known)}, ${errorKind(known)}`;
  };
  return section(
    "compared",
    "Compared with the good logs",
    html`
      <p>${sentence(comparisonText(comparison))}</p>
      ${list("Findings that the good logs do not have", newFindings, "cause", finding)}
      ${list("Errors that the good logs do not have", newErrors, "error", error)}
      ${parts}
      ${leftOutNote(leftOut, "function")}
    `,
  );
}

function one({ functionName, good, bad, changes }: LoadedDifferently, at: number): Html {
  const side = (label: string, loaded: LoadedDifferently["good"]) =>
    html`<div><dt>${label}</dt><dd>${loadedText(loaded)}</dd></div>`;
  const silent = [good === null ? "good" : "", bad === null ? "bad" : ""].filter(Boolean).join(" and the ");
  const differently =
    silent === ""
      ? `${counted(changes.length, "package")} loaded differently`
      : `the ${silent} logs do not show what it loaded`;
  const about = `${functionName.slice(0, 60)}, good and bad, ${at + 1}`;
  return html`
    <details class="card"${at === 0 && html` open`}>
      <summary><h3>${brief(functionName, maxName)}</h3> <span class="note">${differently}</span></summary>
      <dl class="values">${side("good", good)}${side("bad", bad)}</dl>
      ${changeTable(changes, about, ["Good", "Bad"])}
    </details>
  `;
}

function loadedText(loaded: LoadedDifferently["good"]): Html {
  if (loaded === null) return html`<span class="none">no line shows it</span>`;
  const fingerprint = html`<code>${brief(loaded.fingerprint, 20)}</code>`;
  return html`version ${listed(loaded.versions, 6)}, fingerprint ${fingerprint}`;
}
