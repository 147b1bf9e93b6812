/** The answer in three sentences: the cause, what to do, and how sure that is and why. */

import { counted } from "../../../page/counts.ts";
import type { Analysis, Answer, Cause, Summary } from "../../analysis/analysis.ts";
import type { Evidence } from "../../analysis/evidence.ts";
import { nodeStart } from "../../analysis/node-start.ts";
import { distinguish } from "./distinguish.ts";
import { becauseTexts } from "./evidence.ts";
import { explanationText } from "./explanation.ts";
import { lineText } from "./line-change.ts";
import { nodeStartNext, nodeStartText } from "./node-start.ts";
import { packingNext } from "./packing.ts";
import { lowerFirst, sentences } from "./sentences.ts";

export interface BriefAnswer {
  readonly cause: string;
  readonly fix: string;
  readonly confidence: string;
}

export function briefAnswer(analysis: Analysis): BriefAnswer {
  return { cause: causeText(analysis), fix: fixText(analysis), confidence: confidenceText(analysis.answer) };
}

/** What the second sentence is: a fix, or what to do to find one. */
export function fixLabel({ verdict, summary }: Answer): "Fix" | "Next" {
  const isOne = summary.kind !== "collision" || summary.equals.length === 0;
  return verdict === "collision" && summary.kind !== "failure-line" && isOne ? "Fix" : "Next";
}

/**
 * What speaks for the answer or against it, without what its sentences about the cause and confidence say.
 */
export function otherReasons(analysis: Analysis): readonly string[] {
  const { answer } = analysis;
  const known = decisive(answer);
  const cause = causeText(analysis);
  return becauseTexts({
    answer: { ...answer, because: answer.because.filter((one) => !known.includes(one)) },
  }).filter((reason) => !cause.includes(reason));
}

/** `High: the evidence is direct. It failed in …` */
function confidenceText(answer: Answer): string {
  const { verdict, confidence } = answer;
  const [first = "", ...others] = becauseTexts({ answer: { ...answer, because: decisive(answer) } });
  const grade = verdict === "no-data" ? "Not known" : capital(confidence);
  const lead = verdict === "collision" && confidence === "low" ? "Take it as a lead, not as an answer" : null;
  return sentences(first === "" ? grade : `${grade}: ${lowerFirst(first)}`, ...others, lead);
}

/** The first evidence, and what raised the answer above it or took most off. */
function decisive({ because }: Answer): readonly Evidence[] {
  const [first, ...others] = because;
  if (first === undefined) return [];
  const second =
    others.find(({ kind }) => kind === "contrast") ?? others.find(({ kind }) => kind === "contradiction");
  return second === undefined ? [first] : [first, second];
}

function causeText(analysis: Analysis): string {
  const { answer, causes, errors, gaps } = analysis;
  const { summary } = answer;
  switch (summary.kind) {
    case "collision": {
      const fitting = [summary.cause, ...summary.equals].flatMap((index) => causes[index] ?? []);
      if (fitting.length > 1) return `${orList(fitting.map(named))}: these logs do not show which`;
      return fitting.map(described).join("");
    }
    case "circumstances":
      return causes
        .slice(summary.cause, summary.cause + 1)
        .map(described)
        .join("");
    case "failure-line":
      return errors
        .slice(summary.error, summary.error + 1)
        .map(explanationText)
        .join("");
    case "no-collision": {
      const concerned = summary.errors.flatMap((index) => errors[index] ?? []);
      const [first] = concerned;
      const [start] = concerned.flatMap(({ error }) => nodeStart(error) ?? []);
      if (start !== undefined) return nodeStartText(start);
      const isRuledOut = first === undefined || first.explanation.kind === "ruled-out";
      return sentences(
        lineText(summary.line),
        isRuledOut ? "No collision was found" : null,
        first === undefined ? null : explanationText(first),
      );
    }
    case "nothing-failed":
      return isSeen(gaps)
        ? "Nothing failed, so there is no cause to look for."
        : "Nothing failed. What was loaded was not seen in every invocation, so this does not mean healthy.";
    case "unjudged":
      return "No invocation failed. What the function handled and logged as an error is not known.";
    case "blind":
    case "no-lines":
    case "no-errors":
      return "These logs do not show it.";
  }
}

function fixText({ answer, causes, errors, gaps }: Analysis): string {
  const { summary, fix } = answer;
  switch (summary.kind) {
    case "collision": {
      const equals = [summary.cause, ...summary.equals].flatMap((index) => causes[index] ?? []);
      return equals.length > 1 ? distinguish(equals) : (fix ?? unknownFix);
    }
    case "circumstances":
      return fix ?? unknownFix;
    case "failure-line":
      return "Export the logs from the start of the environment: they have the finding with its fix.";
    case "no-collision":
      return noCollisionNext(answer, summary, errors);
    case "nothing-failed":
      return summary.findings === 0
        ? nothingFoundNext(gaps)
        : `Nothing failed yet. Look at ${counted(summary.findings, "finding")} below before something does.`;
    case "unjudged":
      return "Log the error itself instead of its message: console.error(error).";
    case "blind":
    case "no-lines":
      return (
        "Attach Outcrop's layer and set AWS_LAMBDA_EXEC_WRAPPER to /opt/outcrop-wrapper, or export the lines " +
        "that it wrote, and read the logs of the next failure."
      );
    case "no-errors":
      return "Export the function's own lines as well: they have the errors.";
  }
}

/** What Outcrop did not see is not called good. */
function nothingFoundNext(gaps: Analysis["gaps"]): string {
  if (!isSeen(gaps))
    return (
      "Set AWS_LAMBDA_EXEC_WRAPPER to /opt/outcrop-wrapper. Without it, Outcrop does not see what is loaded, " +
      "so a missing finding proves nothing."
    );
  if (gaps.some(({ kind }) => kind === "bundled"))
    return (
      "Deploy a source map or a metafile with the bundle. Without it, Outcrop does not see the packages in " +
      "the bundle, so a missing finding proves nothing about them."
    );
  return "Nothing to do.";
}

function isSeen(gaps: Analysis["gaps"]): boolean {
  return gaps.every(({ kind }) => kind !== "unobserved");
}

const unknownFix = "The finding's own line has the fix, and it is not in these logs.";

function noCollisionNext(
  { confidence }: Answer,
  { findings, line, errors: concerned }: Extract<Summary, { kind: "no-collision" }>,
  errors: Analysis["errors"],
): string {
  if (line !== null)
    return (
      `Run the function on Node ${line.from} again, or repair what does not work on Node ${line.to}: look ` +
      `for the ` +
      "failing name in Node's changelog."
    );
  const [start] = concerned.flatMap((index) => (errors[index] && nodeStart(errors[index].error)) ?? []);
  if (start !== undefined) return nodeStartNext(start);
  const packing = packingNext(errors[concerned[0] ?? -1]?.error.message ?? null);
  if (packing !== null) return packing;
  const own = "Look at your own last change, at the services that the function calls, and at its settings";
  if (confidence === "high" || findings === 0) return `${own}.`;
  const inForce = findings === 1 ? "is in force" : "are in force";
  return `${own}. Then look at ${counted(findings, "finding")} below, which ${inForce}.`;
}

function described(cause: Cause): string {
  return `${named(cause)}: ${cause.observed.message}`;
}

function named({ code, package: name }: Cause): string {
  return `${code} of ${name}`;
}

/** `a`, `a or b`, `a, b or c` */
export function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
