/** What the inits took, by root and by copy; only where functions measured it. */
import { brief, type Html, html } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, maxName, type Section, section, sentence, tableOf } from "../../../page/sections.ts";
import type { FunctionLoadTimes } from "../../model/load-times.ts";
import type { Incident } from "../../model/model.ts";
import { loadTimeHead, loadTimeRows, loadTimeText } from "../words/load-time.ts";

const room = { bytes: 150_000, items: 50 };
/** Of one function. */
const maxCopies = 25;

export function loadTimeSection({ loadTimes }: Incident): Section | null {
  if (loadTimes.length === 0) return null;
  const { parts, leftOut } = fillRoom(loadTimes, room, one);
  const note = "Sampled in each init with OUTCROP_LOAD_TIME=1: exact to a few milliseconds.";
  return section("load-time", "What the init took", html`${parts}${leftOutNote(leftOut, "function")}`, note);
}

function one(times: FunctionLoadTimes, at: number): Html {
  const rows = loadTimeRows(times, maxCopies).map(
    ([copy, self, total]) => html`
      <tr><th scope="row">${brief(copy, maxName)}</th><td class="number">${self}</td><td class="number">${total}</td></tr>
    `,
  );
  const label = `Load times of ${times.functionName.slice(0, 60)}`;
  return html`
    <details class="card"${at === 0 && html` open`}>
      <summary><h3>${brief(times.functionName, maxName)}</h3></summary>
      <p>${sentence(`${loadTimeText(times)}.`)}</p>
      ${rows.length > 0 && tableOf(label, loadTimeHead, rows)}
    </details>
  `;
}
