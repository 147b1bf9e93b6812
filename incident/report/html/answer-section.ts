/** The first screen: what a person who was woken up asks first. */

import { brief, type Html, html, shortened } from "../../../page/html.ts";
import { numberText } from "../../../page/number.ts";
import type { Analysis, Cause, ExplainedError } from "../../analysis/analysis.ts";
import type { Incident } from "../../model/model.ts";
import { answerText, answerWithoutFix } from "../words/answer.ts";
import { counted, share } from "../words/counts.ts";
import { errorName } from "../words/error.ts";
import { becauseTexts, missingTexts } from "../words/evidence.ts";
import { confidences, headline } from "../words/verdict.ts";
import { findingCopies } from "./finding-copies.ts";
import { moment } from "./moment.ts";
import { maxName, sentence, severityChip } from "./parts.ts";
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
  const [because, missing] = [becauseTexts(analysis), missingTexts(analysis)];
  return html`
    <section id="answer" class="answer ${style}" aria-labelledby="verdict">
      <div class="top">
        <h2 id="verdict"><span aria-hidden="true">${sign}</span> ${headline(answer)}</h2>
        <button type="button" id="copy" hidden>Copy as text</button>
      </div>
      ${pasted(analysis)}
      <p class="lead">${sentence(answerWithoutFix(analysis), maxText)}</p>
      <dl class="facts">
        ${error !== undefined && fact("Error", errorFact(error, analysis.errors.indexOf(error), places))}
        ${answer.since !== null && fact("Since", moment(answer.since))}
        ${
          cause !== undefined &&
          answer.cause !== null &&
          fact("Cause", causeFact(cause, answer.cause, places))
        }
        ${answer.fix !== null && fact("Fix", html`<p class="fix">${sentence(answer.fix)}</p>`)}
      </dl>
      <div class="rests">
        <div>
          <h3>How sure: ${meter(answer.confidence)}</h3>
          ${reasons(because, "No reason is given.")}
        </div>
        <div>
          <h3>What is missing</h3>
          ${reasons(missing, "Nothing is known to be missing.")}
        </div>
      </div>
      ${numbers(incident)}
    </section>
  `;
}

function fact(name: string, content: Html): Html {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

/** The one that the cause explains; else the first that failed. */
function errorOf({ errors }: Analysis, cause: Cause | undefined): ExplainedError | undefined {
  const [index] = cause?.explains ?? [];
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
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : ["", title, ...items.slice(0, maxReasons).map((item) => `- ${shortened(item, 600)}`)];
  const lines = [
    `${headline(answer)}.`,
    "",
    shortened(answerText(analysis), maxText),
    ...list(`Confidence ${confidences[answer.confidence]}.`, becauseTexts(analysis)),
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

function meter(confidence: Analysis["answer"]["confidence"]): Html {
  const steps = [1, 2, 3].map(
    (step) => html`<span class="step${step <= confidenceSteps[confidence] && " on"}"></span>`,
  );
  return html`<span class="meter" aria-hidden="true">${steps}</span> <span>${confidences[confidence]}</span>`;
}

function reasons(texts: readonly string[], none: string): Html {
  if (texts.length === 0) return html`<p class="note">${none}</p>`;
  const rest = texts.length - maxReasons;
  const items = texts.slice(0, maxReasons).map((text) => html`<li>${sentence(text)}</li>`);
  return html`<ul>${items}${rest > 0 && html`<li>${rest} more</li>`}</ul>`;
}

function numbers({ totals, environments }: Incident): Html {
  const { invocations, failed, events, files, outcropLines, duplicates } = totals;
  const functions = new Set(environments.map(({ functionName }) => functionName)).size;
  const versions = new Set(
    environments.map(({ functionName, functionVersion }) => `${functionName}\n${functionVersion}`),
  ).size;
  const sets = new Set(environments.flatMap(({ loads }) => loads.map(({ fingerprint }) => fingerprint))).size;
  const loaded = sets === 0 ? "no line shows what was loaded" : `${counted(sets, "distinct set")} of copies`;
  const again = duplicates > 0 ? `; ${counted(duplicates, "duplicate")} left out` : "";
  const figures: readonly (readonly [string, string])[] = [
    [
      counted(failed, "failed invocation"),
      invocations === 0
        ? "the logs show no invocations"
        : `of ${counted(invocations, "invocation")}: ${share(failed, invocations)}`,
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
