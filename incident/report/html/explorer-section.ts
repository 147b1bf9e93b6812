/**
 * Which package came from which copy, where, and what it won over or lost to. A plain table; the script adds
 * a filter to it.
 */

import type { CopyRef } from "../../../core/findings/finding.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { numberText } from "../../../page/number.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, listed, maxName, pathOf, type Section, section } from "../../../page/sections.ts";
import type { Analysis, Cause } from "../../analysis/analysis.ts";
import type { InventoryRow } from "./inventory.ts";
import { rootTag } from "./parts.ts";
import { rawLine } from "./raw-line.ts";

const room = { bytes: 1_500_000, items: 3_000 };
const maxVersions = 4;
const maxCounted = 8;
const maxRoles = 4;
const title = "All copies";

export function explorerSection(
  rows: readonly InventoryRow[],
  { causes }: Analysis,
  shown: ReadonlySet<Cause>,
): Section {
  if (rows.length === 0)
    return section("explorer", title, html`<p>No line of these logs says which copies were loaded.</p>`);
  const { parts, leftOut } = fillRoom(rows, room, (row, at) =>
    line(row, at > 0 && rows[at - 1]?.package === row.package, causes, shown),
  );
  const columns = [
    "Package",
    "Version",
    "Root",
    "Copy",
    "Functions and versions",
    "Environments",
    "Won or lost",
  ];
  const head = columns.map(
    (column) => html`<th scope="col"${column === "Environments" && html` class="number"`}>${column}</th>`,
  );
  const table = html`
    <div class="scroll tall" role="region" tabindex="0" aria-label="Copies">
      <table class="rows" id="copies">
        <caption class="unseen">Every copy that was loaded or lost</caption>
        <thead><tr>${head}</tr></thead>
        <tbody>${parts}</tbody>
      </table>
    </div>
  `;
  const note =
    "Packages with findings come first. A winner is the copy that was loaded; a loser is one that would " +
    "have been loaded without it. A path opens to show who asked for it.";
  return section(
    "explorer",
    title,
    html`${tools(parts.length)}${table}${leftOutNote(leftOut, "copy")}`,
    note,
  );
}

/** Without the script they would do nothing, so the script shows them. */
function tools(count: number): Html {
  return html`
    <form id="tools" class="tools" role="search" hidden>
      <label for="filter">Filter by package, version, path, root, function or finding</label>
      <input id="filter" type="search" autocomplete="off" spellcheck="false" maxlength="200">
      <label class="check"><input id="only" type="checkbox"> Only with findings or several copies</label>
      <button type="button" id="expand">Expand shown</button>
      <button type="button" id="collapse">Collapse</button>
      <p id="count" role="status">${numberText(count)} of ${numberText(count)} copies</p>
    </form>
  `;
}

function line(
  row: InventoryRow,
  repeated: boolean,
  causes: Analysis["causes"],
  shown: ReadonlySet<Cause>,
): Html {
  const { loaded, roles, about, copiesOfPackage, environments } = row;
  const marked = roles.length > 0 || about.length > 0 || copiesOfPackage > 1;
  const several =
    copiesOfPackage > 1 && !repeated && html` <span class="chip calm">${copiesOfPackage} copies</span>`;
  return html`
    <tr${marked && html` data-marked`}>
      <th scope="row"${repeated && html` class="again"`}>${brief(row.package, maxName)}${several}</th>
      <td>${row.version === null ? html`<span class="none">none</span>` : brief(row.version, 40)}</td>
      <td>${rootTag(row)}</td>
      <td class="copy">${loaded === null ? pathOf(row.path) : asked(row)}</td>
      <td>
        ${
          loaded === null
            ? html`<span class="none">loaded nowhere</span>`
            : listed([...row.versions.keys()], maxVersions)
        }
      </td>
      <td class="number">${numberText(environments)}</td>
      <td>${fate(row, causes, shown)}</td>
    </tr>
  `;
}

/** Who asked is behind the path. */
function asked({ loaded, path, versions, examples }: InventoryRow): Html {
  if (loaded === null) return html``;
  const { importer, specifier, how, link } = loaded;
  const by = importer === null ? html`an entry point` : pathOf(importer);
  const what = specifier !== null && html` of <code>${brief(specifier, 160)}</code>`;
  const counts = [...versions]
    .slice(0, maxCounted)
    .map(([version, count], at) => html`${at > 0 && ", "}${brief(version, maxName)}: ${numberText(count)}`);
  const more = versions.size > maxCounted && ` and of ${versions.size - maxCounted} more`;
  const ids = examples.map((id, at) => html`${at > 0 && ", "}<code>${brief(id, 40)}</code>`);
  return html`
    <details>
      <summary>${pathOf(path)}</summary>
      <dl class="values">
        <div><dt>first asked by</dt><dd>${by}</dd></div>
        <div><dt>by</dt><dd>${brief(how, 40)}${what}</dd></div>
        ${link !== null && html`<div><dt>through the link</dt><dd>${pathOf(link)}</dd></div>`}
        <div><dt>environments</dt><dd>${counts}${more}</dd></div>
        <div><dt>for example</dt><dd>${ids}</dd></div>
      </dl>
      ${rawLine(loaded.origin)}
    </details>
  `;
}

function fate({ roles, about }: InventoryRow, causes: Analysis["causes"], shown: ReadonlySet<Cause>): Html {
  const told = [...roles, ...about.map((cause) => ({ part: "about" as const, cause }))];
  if (told.length === 0) return html`<span class="none">–</span>`;
  const lines = told.slice(0, maxRoles).map(({ part, cause: at }) => {
    const cause = causes[at];
    if (cause === undefined) return html``;
    const { winner, loser } = cause.observed.finding;
    const label = html`<span class="code">${brief(cause.code, 40)}</span>`;
    const name = shown.has(cause) ? html`<a href="#cause-${at}">${label}</a>` : label;
    const other = part === "winner" ? loser : winner;
    const against = (of: CopyRef) => {
      const version = of.version === null ? "a copy" : brief(of.version, 40);
      return html` ${part === "winner" ? "over" : "to"} ${version} in ${rootTag(of)}`;
    };
    if (part === "about" || other === null) return html`<li>${name}</li>`;
    if (cause.code === "duplicate-instance") return html`<li><strong>both ran</strong> ${name}</li>`;
    return html`<li><strong>${part === "winner" ? "won" : "lost"}</strong>${against(other)} ${name}</li>`;
  });
  const rest = told.length - maxRoles;
  return html`<ul class="fates">${lines}${rest > 0 && html`<li>${rest} more</li>`}</ul>`;
}
