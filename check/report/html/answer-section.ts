/** The first screen: what will happen, and what to do about it. */
import { brief, type Html, html, shortened } from "../../../page/html.ts";
import { maxName, sentence, severityChip, tableOf } from "../../../page/sections.ts";
import type { CheckedFunction } from "../../check-function.ts";
import { archText } from "../arch-text.ts";
import { type Report, shared, type Told } from "../report.ts";
import { headlineOf, outcomeOf, resultOf, type State, stateOf } from "../summary.ts";
import { blockers, endedText, loadsText, placeText, sizeLine } from "../words.ts";

const most = { blocking: 12, fixes: 5, functions: 100, reasons: 12, pasted: 20 };

const signs: Readonly<Record<State, { readonly sign: string; readonly style: string }>> = {
  fails: { sign: "▲", style: "error" },
  warns: { sign: "◆", style: "warning" },
  unjudged: { sign: "?", style: "calm" },
  clean: { sign: "✓", style: "good" },
};
const states = Object.keys(signs) as State[];

export function answerSection(report: Report): Html {
  const { functions, will, may } = report;
  const worst = states.find((state) => functions.some((checked) => stateOf(checked) === state)) ?? "clean";
  const { sign, style } = signs[worst];
  const blocking = blockers.flatMap(([title, of]) =>
    shared(functions, of).map(({ text }) => ({ title, text })),
  );
  const first = will.length > 0 ? will : may;
  return html`
    <section id="answer" class="answer ${style}" aria-labelledby="verdict">
      <div class="top">
        <h2 id="verdict"><span aria-hidden="true">${sign}</span> ${headlineOf(report)}</h2>
        <button type="button" id="copy" hidden>Copy as text</button>
      </div>
      ${pasted(report)}
      ${blocking
        .slice(0, most.blocking)
        .map(({ title, text }) => html`<p class="lead"><strong>${title}:</strong> ${sentence(text)}</p>`)}
      ${blocking.length > most.blocking && html`<p class="note">And ${blocking.length - most.blocking} more; --format json has all of them.</p>`}
      ${fixes(first, will.length > 0 ? "will" : "may")}
      ${functions.length > 1 ? functionTable(functions) : facts(functions[0])}
      <p class="note">${sentence(resultOf(report))}</p>
    </section>
  `;
}

function fixes(told: readonly Told[], id: string): Html {
  if (told.length === 0) return html``;
  const rest = told.length - most.fixes;
  const items = told.slice(0, most.fixes).map(
    ({ finding }, at) => html`
      <li>
        ${severityChip(finding.severity)} <a href="#${id}-${at}">${brief(finding.package, maxName)}: ${finding.code}</a>
        <p>${sentence(finding.message)}</p>
        ${finding.acceptanceEnded !== null && html`<p>${sentence(endedText(finding) ?? "")}</p>`}
        <p class="fix">${sentence(finding.fix)}</p>
      </li>
    `,
  );
  const title = id === "will" ? "What to fix" : "What may happen, and its fix";
  return html`
    <h3>${title}</h3>
    <ol class="fixes">${items}</ol>
    ${rest > 0 && html`<p class="note">${rest} more below.</p>`}
  `;
}

function facts(checked: CheckedFunction | undefined): Html {
  if (checked === undefined) return html``;
  const loads = loadsText(checked);
  const fact = (name: string, text: string): Html =>
    html`<div><dt>${name}</dt><dd>${sentence(text)}</dd></div>`;
  return html`
    <dl class="facts">
      ${fact("Function", placeText(checked))}
      ${loads !== null && fact("Modules", loads)}
      ${fact("Size", sizeLine(checked))}
    </dl>
  `;
}

/** The worst first. */
function functionTable(functions: readonly CheckedFunction[]): Html {
  const sorted = states.flatMap((state) => functions.filter((checked) => stateOf(checked) === state));
  const rows = sorted.slice(0, most.functions).map((checked) => {
    const { sign, style } = signs[stateOf(checked)];
    return html`
      <tr>
        <th scope="row"><span class="sign ${style}" aria-hidden="true">${sign}</span> ${brief(checked.name, maxName)}</th>
        <td data-label="outcome">${sentence(outcomeOf(checked))}</td>
        <td data-label="runtime">${checked.runtime}, ${archText(checked.arch)}</td>
      </tr>
    `;
  });
  const rest = sorted.length - most.functions;
  return html`
    <div class="stacked">${tableOf("The functions", ["Function", "Outcome", "Runtime"], rows)}</div>
    ${rest > 0 && html`<p class="note">${rest} more functions; the JSON report has all of them.</p>`}
  `;
}

/** The answer as plain text; the script shows the button that copies it. */
function pasted(report: Report): Html {
  const { will, may } = report;
  const lines = [
    `${headlineOf(report)}.`,
    ...[...will, ...may]
      .slice(0, most.pasted)
      .flatMap(({ finding: { severity, code, package: name, message, fix }, when }) => [
        "",
        `${severity} ${code} of ${name} (${when} happen): ${shortened(message, 600)}`,
        `Fix: ${shortened(fix, 600)}`,
      ]),
    "",
    resultOf(report),
  ];
  return html`
    <div class="paste">
      <p id="copied" role="status" class="note"></p>
      <textarea id="pasted" rows="10" readonly hidden aria-label="The answer as text">${lines.join("\n")}</textarea>
    </div>
  `;
}
