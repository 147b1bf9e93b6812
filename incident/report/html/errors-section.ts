/** What failed, with the copies that hold its frames. */

import { counted } from "../../../page/counts.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { type Filled, fillRoom } from "../../../page/room.ts";
import {
  leftOutNote,
  listed,
  maxName,
  type Section,
  section,
  sentence,
  tableOf,
} from "../../../page/sections.ts";
import type { Analysis, ExplainedError } from "../../analysis/analysis.ts";
import { distinguish } from "../words/distinguish.ts";
import { errorKind, sources as sourceWords } from "../words/error.ts";
import { explanationText, mixedText } from "../words/explanation.ts";
import { moment } from "./moment.ts";
import { rootTag } from "./parts.ts";
import { rawLine } from "./raw-line.ts";

const room = { bytes: 800_000, items: 300 };
const maxOpen = 2;
const maxFrames = 30;
const maxCauses = 5;
const maxChainFrames = 6;

export function errorsSection({
  errors,
  causes,
}: Analysis): Filled<ExplainedError> & { readonly section: Section } {
  const filled = fillRoom(errors, room, (error, at) => one(error, at, causes));
  const { parts, leftOut } = filled;
  const content =
    errors.length === 0
      ? html`<p>None in these logs.</p>`
      : html`${parts}${leftOutNote(leftOut, "distinct error")}`;
  return { ...filled, section: section("errors", "Errors", content) };
}

function one(explained: ExplainedError, at: number, causes: Analysis["causes"]): Html {
  const { error, frames, mixed, explanation } = explained;
  const isOpen = at < maxOpen && (error.kind !== "logged" || explained.causes.length > 0);
  const {
    kind,
    name,
    code,
    message,
    functionName,
    functionVersions,
    sources,
    told,
    count,
    first,
    last,
    examples,
  } = error;
  const failing = kind !== "logged";
  const label = code !== null && html` <span class="code">${brief(code, 60)}</span>`;
  const title = html`${brief(name, maxName)}${label}`;
  const chip = html`<span class="chip ${failing ? "error" : "calm"}">${errorKind(error)}</span>`;
  const where = functionName !== null && html` in ${brief(functionName, maxName)}`;
  const quoted = "quotation" in explanation && explanation.quotation !== null;
  const versions =
    functionVersions.length > 0 ? listed(functionVersions, 8) : html`<span class="none">unknown</span>`;
  return html`
    <details class="card" id="error-${at}"${isOpen && html` open`}>
      <summary>
        <h3>${title}</h3> ${chip} <span class="note">${counted(count, "time")}${where}</span>
      </summary>
      ${message !== null && html`<p class="message">${sentence(message)}</p>`}
      <p><strong>Explained.</strong> ${sentence(explanationText(explained))}${linksTo(explained, causes)}</p>
      ${chainOf(error)}
      ${mixed !== null && html`<p><strong>Mixed roots.</strong> ${sentence(mixedText(mixed))}</p>`}
      ${
        told !== null &&
        !quoted &&
        html`<p><strong>Outcrop said then.</strong> ${sentence(told.explanation)}</p>`
      }
      ${frameTable(frames, name)}
      <dl class="values">
        ${endings(error)}
        <div><dt>first</dt><dd>${moment(first)}</dd></div>
        <div><dt>last</dt><dd>${moment(last)}</dd></div>
        <div><dt>versions</dt><dd>${versions}</dd></div>
        <div>
          <dt>environments</dt>
          <dd>${error.environments.length >= 1000 ? "at least 1,000" : error.environments.length}</dd>
        </div>
        <div>
          <dt>reported by</dt>
          <dd>${sources.map((source) => sourceWords[source]).join(", ")}</dd>
        </div>
      </dl>
      ${examples.slice(0, 10).map(exampleLine)}
    </details>
  `;
}

/** What it was made of, the innermost last, each with its frames. */
function chainOf({ causes: chain }: ExplainedError["error"]): Html {
  if (chain.length === 0) return html``;
  const items = chain.map(({ name, code, message, frames }) => {
    const said = message !== null && html`: ${sentence(message.split("\n", 1)[0] ?? "", 300)}`;
    const shown = frames.slice(0, maxChainFrames).map((frame) => html`<br><code>${brief(frame, 300)}</code>`);
    const label = code !== null && code !== name && html` <span class="code">${brief(code, 60)}</span>`;
    return html`<li><strong>${brief(name, maxName)}</strong>${label}${said}${shown}</li>`;
  });
  return html`<p class="before-list"><strong>Caused by</strong></p><ol>${items}</ol>`;
}

function linksTo({ causes: indexes, equals, confidence }: ExplainedError, causes: Analysis["causes"]): Html {
  if (indexes.length === 0) return html``;
  const links = indexes.slice(0, maxCauses).map((index, order) => {
    const cause = causes[index];
    const label = `${cause?.code ?? "finding"} of ${cause?.package ?? index + 1}`;
    return html`${order > 0 && ", "}<a href="#cause-${index}">${brief(label, maxName)}</a>`;
  });
  const which =
    equals > 1 && ` ${distinguish(indexes.slice(0, equals).flatMap((index) => causes[index] ?? []))}`;
  const sure = confidence === null ? "" : ` How sure: ${confidence}.`;
  const lead = equals > 1 ? ` One of these ${equals} fits, and nothing in the logs shows which:` : " See";
  return html`${lead} ${links}.${sure}${which}`;
}

function endings({ endings: { succeeded, failed, unknown } }: ExplainedError["error"]): Html {
  if (succeeded === 0) return html``;
  const told = [
    `${counted(succeeded, "invocation")} succeeded`,
    ...(failed > 0 ? [`${counted(failed, "invocation")} failed`] : []),
    ...(unknown > 0 ? [`${counted(unknown, "end")} not in the logs`] : []),
  ];
  return html`<div><dt>ended</dt><dd>${told.join(", ")}</dd></div>`;
}

function exampleLine({ origin, requestId }: ExplainedError["error"]["examples"][number]): Html {
  return rawLine(origin, requestId === null ? "raw line" : html`raw line, request ${brief(requestId, 60)}`);
}

function frameTable(frames: ExplainedError["frames"], name: string): Html {
  if (frames.length === 0) return html``;
  const rows = frames.slice(0, maxFrames).map(
    ({ text, copy }) => html`
      <tr>
        <td><code>${brief(text, 300)}</code></td>
        <td>${copyOf(copy)}</td>
        <td>${copy !== null && rootTag(copy)}</td>
      </tr>
    `,
  );
  const rest = frames.length - maxFrames;
  const table = tableOf(
    `Frames of ${name.slice(0, 60)}, innermost first`,
    ["Frame, innermost first", "Copy", "Root"],
    rows,
  );
  return html`${table}${rest > 0 && html`<p class="note">${rest} more frames.</p>`}`;
}

function copyOf(copy: ExplainedError["frames"][number]["copy"]): Html {
  if (copy === null) return html`<span class="none">no copy</span>`;
  return html`${brief(copy.package, maxName)} ${copy.version !== null && brief(copy.version, 40)}`;
}
