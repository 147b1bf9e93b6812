import { brief, type Html, html } from "../../../page/html.ts";
import { numberText } from "../../../page/number.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, maxName, type Section, section, sentence, tableOf } from "../../../page/sections.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import type { Gap } from "../../model/model.ts";
import { moment } from "./moment.ts";
import { rawLine } from "./raw-line.ts";

const room = { bytes: 150_000, items: 200 };

/** What the logs should hold and do not. */
export function gapsSection({ gaps }: Analysis): Section {
  const { parts, leftOut } = fillRoom(gaps, room, row);
  const table = tableOf(
    "Gaps in these logs",
    ["Gap", "What it means", "Function", "From", "To", "Count"],
    parts,
  );
  const content =
    gaps.length === 0 ? html`<p>None was found.</p>` : html`${table}${leftOutNote(leftOut, "gap")}`;
  return section("gaps", "What these logs do not say", content);
}

function row({ kind, text, functionName, from, to, count, origin }: Gap): Html {
  const time = (at: number | null) => (at === null ? html`<span class="none">–</span>` : moment(at));
  return html`
    <tr>
      <th scope="row">${kind.replaceAll("-", " ")}</th>
      <td>${sentence(text)}${rawLine(origin)}</td>
      <td>${functionName === null ? html`<span class="none">all</span>` : brief(functionName, maxName)}</td>
      <td>${time(from)}</td>
      <td>${time(to)}</td>
      <td class="number">${numberText(count)}</td>
    </tr>
  `;
}
