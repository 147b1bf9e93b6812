/** One answer for each function, where several had errors. */
import { brief, html } from "../../../page/html.ts";
import { fillRoom } from "../../../page/room.ts";
import { leftOutNote, maxName, type Section, section, sentence, tableOf } from "../../../page/sections.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import { answersText, functionAnswers } from "../words/answers.ts";
import { signOfVerdict } from "./signs.ts";

const room = { bytes: 200_000, items: 200 };

/** Null where the one answer is for everything. */
export function answersSection(analysis: Analysis): Section | null {
  const all = functionAnswers(analysis);
  if (all.length === 0) return null;
  const { parts, leftOut } = fillRoom(all, room, ({ answer, functionName, headline, ...said }) => {
    const { sign, style } = signOfVerdict(answer);
    return html`
      <tr>
        <th scope="row">${brief(functionName, maxName)}</th>
        <td><span class="sign ${style}" aria-hidden="true">${sign}</span> ${headline}</td>
        <td data-label="Cause">${sentence(said.cause, 600)}</td>
        <td data-label="${said.label}">${sentence(said.fix, 600)}</td>
        <td data-label="How sure">${sentence(said.confidence, 600)}</td>
      </tr>
    `;
  });
  const table = tableOf(
    "The answer for each function",
    ["Function", "Answer", "Cause", "Fix, or what next", "How sure"],
    parts,
  );
  const stacked = html`<div class="stacked">${table}</div>`;
  return section(
    "functions",
    "Each function",
    html`${stacked}${leftOutNote(leftOut, "function")}`,
    answersText(all),
  );
}
