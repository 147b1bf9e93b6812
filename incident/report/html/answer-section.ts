/** The first screen: what a person who was woken up asks first. */

import { counted, share } from "../../../page/counts.ts";
import { brief, type Html, html, shortened } from "../../../page/html.ts";
import { numberText } from "../../../page/number.ts";
import { maxName, sentence, severityChip } from "../../../page/sections.ts";
import type { Analysis, Cause, ExplainedError } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { happenedText } from "../words/answer.ts";
import { briefAnswer, fixLabel, otherReasons } from "../words/brief.ts";
import { errorName } from "../words/error.ts";
import { missingTexts } from "../words/evidence.ts";
import { headline } from "../words/verdict.ts";
import { findingCopies } from "./finding-copies.ts";
import { moment } from "./moment.ts";
import type { Places } from "./places.ts";
import { rawLine } from "./raw-line.ts";
import { confidenceSteps, signOfVerdict } from "./signs.ts";

const maxReasons = 12;
const maxText = 3_000;

export function answerSection(incident: Incident, analysis: Analysis, places: Places): Html {
  const { answer, causes } = analysis;
  const { sign, style } = signOfVerdict(answer);
  const cause = answer.cause === null ? undefined : causes[answer.cause];
  const error = errorOf(analysis, cause);
  const said = briefAnswer(analysis);
  const [because, missing] = [otherReasons(analysis), missingTexts(analysis)];
  return html`
    <section id="answer" class="answer ${style}" aria-labelledby="verdict">
      <div class="top">
        <h2 id="verdict"><span aria-hidden="true">${sign}</span> ${headline(answer)}</h2>
        <button type="button" id="copy" hidden>Copy as text</button>
      </div>
      ${pasted(analysis)}
      <dl class="facts brief">
        ${fact("Cause", html`<p>${sentence(said.cause)}</p>`)}
        ${fact(fixLabel(answer), html`<p class="fix">${sentence(said.fix)}</p>`)}
        ${fact("How sure", html`<p>${meter(answer)}${sentence(said.confidence)}</p>`)}
      </dl>
      <p class="lead">${sentence(happenedText(analysis), maxText)}</p>
      <dl class="facts">
        ${error !== undefined && fact("Error", errorFact(error, analysis.errors.indexOf(error), places))}
        ${answer.since !== null && fact("Since", moment(answer.since))}
        ${
          cause !== undefined &&
          answer.cause !== null &&
          fact(summaryEquals(answer) ? "First of them" : "Finding", causeFact(cause, answer.cause, places))
        }
      </dl>
      <div class="rests">
        <div>
          <h3>What else speaks for it or against it</h3>
          ${reasons(because, "Nothing else.")}
        </div>
        <div>
          <h3>What is missing</h3>
          ${reasons(missing, "Nothing is known to be missing.")}
        </div>
      </div>
      ${numbers(incident, answer)}
    </section>
  `;
}

function summaryEquals({ summary }: Analysis["answer"]): boolean {
  return summary.kind === "collision" && summary.equals.length > 0;
}

function fact(name: string, content: Html): Html {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

/** The one that the answer is about; else the one that the cause explains. */
function errorOf({ answer, errors }: Analysis, cause: Cause | undefined): ExplainedError | undefined {
  const { summary } = answer;
  const [index] = "errors" in summary ? summary.errors : (cause?.explains ?? []);
  return index === undefined ? errors.find(({ error }) => error.kind !== "logged") : errors[index];
}

function errorFact(explained: ExplainedError, at: number, { errors }: Places): Html {
  const { error } = explained;
  const name = brief(errorName(error), maxName);
  const title = errors.has(explained) ? html`<a href="#error-${at}">${name}</a>` : name;
  if (error.message === null) return title;
  const [firstLine = ""] = error.message.split("\n");
  return html`${title} <code>${brief(firstLine, 300)}</code>`;
}

function causeFact(cause: Cause, at: number, { causes }: Places): Html {
  const name = html`${brief(cause.code, maxName)} of ${brief(cause.package, maxName)}`;
  return html`
    ${causes.has(cause) ? html`<a href="#cause-${at}">${name}</a>` : name} ${severityChip(cause.severity)}
    ${findingCopies(cause.observed.finding)}
    ${rawLine(cause.observed.origin, "the raw line")}
  `;
}

/**
 * The whole answer as plain text; the script shows the button that copies it, or the text where the browser
 * does not let it.
 */
function pasted(analysis: Analysis): Html {
  const { answer } = analysis;
  const said = briefAnswer(analysis);
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : ["", title, ...items.slice(0, maxReasons).map((item) => `- ${shortened(item, 600)}`)];
  const lines = [
    `${headline(answer)}.`,
    "",
    ...[`Cause: ${said.cause}`, `${fixLabel(answer)}: ${said.fix}`, `How sure: ${said.confidence}`].map(
      (line) => shortened(line, maxText),
    ),
    "",
    shortened(happenedText(analysis), maxText),
    ...list("What else speaks for it or against it:", otherReasons(analysis)),
    ...list("Missing:", missingTexts(analysis)),
  ];
  const text = lines.join("\n");
  return html`
    <div class="paste">
      <p id="copied" role="status" class="note"></p>
      <textarea id="pasted" rows="10" readonly hidden aria-label="The answer as text">${text}</textarea>
    </div>
  `;
}

/** Four steps; none where the logs do not show the cause. */
function meter({ verdict, confidence }: Analysis["answer"]): Html {
  const reached = verdict === "no-data" ? 0 : confidenceSteps[confidence];
  const steps = [1, 2, 3, 4].map((step) => html`<span class="step${step <= reached && " on"}"></span>`);
  return html`<span class="meter" aria-hidden="true">${steps}</span>`;
}

function reasons(texts: readonly string[], none: string): Html {
  if (texts.length === 0) return html`<p class="note">${none}</p>`;
  const rest = texts.length - maxReasons;
  const items = texts.slice(0, maxReasons).map((text) => html`<li>${sentence(text)}</li>`);
  return html`<ul>${items}${rest > 0 && html`<li>${rest} more</li>`}</ul>`;
}

function numbers({ totals, environments }: Incident, { summary }: Analysis["answer"]): Html {
  const { invocations, failed, events, files, outcropLines, duplicates } = totals;
  const functions = new Set(environments.map(({ functionName }) => functionName)).size;
  const versions = new Set(
    environments.map(({ functionName, functionVersion }) => `${functionName}\n${functionVersion}`),
  ).size;
  const sets = new Set(environments.flatMap(({ loads }) => loads.map(({ fingerprint }) => fingerprint))).size;
  const loaded = sets === 0 ? "no line shows what was loaded" : `${counted(sets, "distinct set")} of copies`;
  const handled =
    summary.kind === "collision" && summary.handled
      ? `; ${counted(summary.failures + summary.others, "handled error")}`
      : "";
  const again = duplicates > 0 ? `; ${counted(duplicates, "duplicate")} left out` : "";
  const figures: readonly (readonly [string, string])[] = [
    [
      counted(failed, "failed invocation"),
      invocations === 0
        ? "the logs show no invocations"
        : `of ${counted(invocations, "invocation")}: ${share(failed, invocations)}${handled}`,
    ],
    [
      counted(environments.length, "environment"),
      `of ${counted(functions, "function")}, ${counted(versions, "version")}; ${loaded}`,
    ],
    [
      counted(events, "log event"),
      `relevant, in ${counted(files, "file")}; ${numberText(outcropLines)} of them Outcrop's${again}`,
    ],
  ];
  const items = figures.map(
    ([figure, text]) => html`<li><strong>${figure}</strong> <span>${text}</span></li>`,
  );
  return html`<ul class="numbers">${items}</ul>`;
}
