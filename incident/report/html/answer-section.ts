/** The first screen: what a person who was woken up asks first. */

import type { Analysis } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { brief, type Html, html } from "../../page/html.ts";
import { counted, share } from "../words/counts.ts";
import { readText } from "../words/read.ts";
import { confidences, verdicts } from "../words/verdict.ts";
import { moment } from "./moment.ts";
import { copyName, MAX_NAME, pathOf, rootTag, sentence, severityChip } from "./parts.ts";
import { rawLine } from "./raw-line.ts";
import { confidenceSteps, unsureSign, verdictSigns } from "./signs.ts";

const MAX_REASONS = 12;

export function answerSection(incident: Incident, analysis: Analysis): Html {
  const { answer, causes } = analysis;
  const unsure = answer.verdict === "collision" && answer.confidence === "low";
  const title = unsure ? "A collision may explain the failures" : verdicts[answer.verdict];
  const { sign, style } = unsure ? unsureSign : verdictSigns[answer.verdict];
  const cause = answer.cause === null ? undefined : causes[answer.cause];
  return html`<section id="answer" class="answer ${style}" aria-labelledby="verdict"><h2 id="verdict"><span aria-hidden="true">${sign}</span> ${title}</h2><p class="lead">${sentence(answer.text, 3_000)}</p><dl class="facts">${
    answer.since !== null && html`<div><dt>Since</dt><dd>${moment(answer.since)}</dd></div>`
  }${cause !== undefined && answer.cause !== null && causeFact(cause, answer.cause)}${
    answer.fix !== null && html`<div class="wide"><dt>Fix</dt><dd class="fix">${sentence(answer.fix)}</dd></div>`
  }</dl><div class="rests"><div><h3>How sure: ${meter(answer.confidence)}</h3>${answer.because.length > 0 ? reasons(answer.because) : html`<p class="note">No reason is given.</p>`}</div><div><h3>What is missing</h3>${
    answer.missing.length > 0 ? reasons(answer.missing) : html`<p class="note">Nothing is known to be missing.</p>`
  }</div></div>${numbers(incident)}</section>`;
}

function causeFact(cause: Analysis["causes"][number], at: number): Html {
  const { winner, loser, importer, range } = cause.observed.finding;
  return html`<div class="wide"><dt>Cause</dt><dd><a href="#cause-${at}">${brief(cause.code, MAX_NAME)} of ${brief(cause.package, MAX_NAME)}</a> ${severityChip(cause.severity)}${
    winner !== null &&
    html`<div class="pair"><span class="part">loaded</span> ${copyName(winner)} ${rootTag(winner.root)} ${pathOf(winner.path)}</div>`
  }${loser !== null && html`<div class="pair"><span class="part">${cause.code === "duplicate-instance" ? "and also" : "instead of"}</span> ${copyName(loser)} ${rootTag(loser.root)} ${pathOf(loser.path)}</div>`}${
    importer !== null &&
    html`<div class="pair"><span class="part">asked by</span> ${pathOf(importer.path)}${range !== null && html`, which declares <code>${brief(range, 80)}</code>`}</div>`
  }${rawLine(cause.observed.origin, "as the logs tell it")}</dd></div>`;
}

function meter(confidence: Analysis["answer"]["confidence"]): Html {
  const steps = [1, 2, 3].map((step) => html`<span class="step${step <= confidenceSteps[confidence] && " on"}"></span>`);
  return html`<span class="meter" aria-hidden="true">${steps}</span> <span>${confidences[confidence]}</span>`;
}

function reasons(texts: readonly string[]): Html {
  const rest = texts.length - MAX_REASONS;
  return html`<ul>${texts.slice(0, MAX_REASONS).map((text) => html`<li>${sentence(text)}</li>`)}${rest > 0 && html`<li>${rest} more</li>`}</ul>`;
}

function numbers(incident: Incident): Html {
  const { totals, environments } = incident;
  const functions = new Set(environments.map(({ functionName }) => functionName)).size;
  const versions = new Set(environments.map(({ functionName, functionVersion }) => `${functionName}\n${functionVersion}`)).size;
  const fingerprints = new Set(environments.flatMap(({ loads }) => loads.map(({ fingerprint }) => fingerprint))).size;
  const figures: readonly (readonly [string, string])[] = [
    [
      counted(totals.failed, "failed invocation"),
      `of ${counted(totals.invocations, "invocation")}, ${share(totals.failed, totals.invocations)}`,
    ],
    [counted(environments.length, "environment"), `of ${counted(functions, "function")}, ${counted(versions, "version")}`],
    [counted(fingerprints, "fingerprint"), "distinct sets of loaded code"],
  ];
  return html`<ul class="numbers">${figures.map(([figure, text]) => html`<li><strong>${figure}</strong> <span>${text}</span></li>`)}</ul><p class="note">Read: ${readText(incident)}.</p>`;
}
