/** What of each layer no function loaded; only with a lock. */
import { brief, type Html, html } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, maxName, type Section, section, sentence, tableOf } from "../../../page/sections.ts";
import type { UnusedContent } from "../../analysis/unused-content.ts";
import { unusedHead, unusedRows, unusedText } from "../words/unused-content.ts";

const room = { bytes: 150_000, items: 64 };
/** Of one layer. */
const maxPackages = 50;

export function unusedSection(unused: readonly UnusedContent[]): Section | null {
  if (unused.length === 0) return null;
  const { parts, leftOut } = fillRoom(unused, room, one);
  const note = "By the lock, and by what these functions loaded in the time of these logs.";
  return section("unused", "Never loaded", html`${parts}${leftOutNote(leftOut, "layer")}`, note);
}

function one(content: UnusedContent, at: number): Html {
  const rows = unusedRows(content, maxPackages).map(
    ([name, size, folder]) => html`
      <tr>
        <th scope="row">${brief(name, maxName)}</th><td class="number">${size}</td>
        <td><code>${brief(folder, 160)}</code></td>
      </tr>
    `,
  );
  const label = `Packages of ${content.layer.slice(0, 60)} that were never loaded`;
  return html`
    <details class="card"${at === 0 && html` open`}>
      <summary><h3>${brief(content.layer, maxName)}</h3></summary>
      <p>${sentence(unusedText(content))}</p>
      ${rows.length > 0 && tableOf(label, unusedHead, rows)}
      ${leftOutNote(content.unused.length - maxPackages, "package")}
    </details>
  `;
}
