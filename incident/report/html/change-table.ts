import { brief, type Html, html } from "../../../page/html.ts";
import { maxName, pathOf, tableOf } from "../../../page/sections.ts";
import type { Change } from "../../analysis/analysis.ts";
import type { Copy } from "../../model/model.ts";
import { changeKinds } from "../words/change.ts";
import { weightiest } from "../words/drift.ts";
import { rootTag } from "./parts.ts";
import { changeSigns } from "./signs.ts";

const maxChanges = 200;

/** Package by package. `about` distinguishes this table from the others of the page. */
export function changeTable(
  changes: readonly Change[],
  about: string,
  sides: readonly [string, string] = ["Before", "After"],
): Html {
  if (changes.length === 0) return html``;
  const rest = changes.length - maxChanges;
  const rows = weightiest(changes).slice(0, maxChanges).map(row);
  const table = tableOf(`Packages that changed: ${about}`, ["Package", "Change", ...sides], rows);
  return html`${table}${rest > 0 && html`<p class="note">${rest} more packages are not shown.</p>`}`;
}

function row({ kind, package: name, before, after }: Change): Html {
  return html`
    <tr>
      <th scope="row">${brief(name, maxName)}</th>
      <td class="kind"><span aria-hidden="true">${changeSigns[kind]}</span> ${changeKinds[kind]}</td>
      <td>${side(before)}</td>
      <td>${side(after)}</td>
    </tr>
  `;
}

function side(copy: Copy | null): Html {
  if (copy === null) return html`<span class="none">–</span>`;
  const version = copy.version === null ? "no version" : brief(copy.version, 40);
  return html`${version} ${rootTag(copy)}<br>${pathOf(copy.path)}`;
}
