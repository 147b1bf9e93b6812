/** Why the answer is as sure as it is. */
import type { Grade } from "../../../core/explain/confidence.ts";
import type { Mechanism } from "../../../core/explain/mechanism.ts";
import { andList, counted, number } from "../../../page/counts.ts";
import type { Analysis, Answer } from "../../analysis/analysis.ts";
import type { Evidence, MissingEvidence } from "../../analysis/evidence.ts";
import type { Rate } from "../../analysis/rate.ts";
import { againstText, contradictionText } from "./contradiction.ts";
import { rateText } from "./counts.ts";
import { linkText } from "./link.ts";
import { lowerFirst, sentences } from "./sentences.ts";

const grades = {
  proved: "A replay proved it",
  mechanism: "The evidence is direct",
  circumstance: "The code that failed fits the finding, which does not prove it",
  lead: "The finding is near the code that failed, which is a lead",
  hint: "Only circumstances speak for it",
} as const satisfies Record<Grade, string>;

/** By a gap. */
const hidden = {
  collision: "another cause",
  "no-collision": "a cause",
  "nothing-failed": "a failure",
  "no-data": "a cause",
} as const satisfies Record<Answer["verdict"], string>;

export function becauseTexts({ answer }: Pick<Analysis, "answer">): readonly string[] {
  return answer.because.map((evidence) => evidenceText(evidence, answer.verdict));
}

export function missingTexts({ answer, gaps }: Analysis): readonly string[] {
  return answer.missing.map((missing) => missingText(missing, gaps));
}

function evidenceText(evidence: Evidence, verdict: Answer["verdict"]): string {
  switch (evidence.kind) {
    case "link":
      return sentences(grades[evidence.grade], linkText(evidence.link), mechanismOf(evidence.mechanism));
    case "contradiction":
      return `Against it: ${lowerFirst(contradictionText(evidence.contradiction))}`;
    case "share": {
      const what = evidence.handled ? "handled error" : "failure";
      const all = counted(evidence.failures, what);
      return evidence.explained === evidence.failures
        ? `It is the likeliest explanation of every ${what} in the logs.`
        : `It is the likeliest explanation of ${number(evidence.explained)} of the ${all} in the logs.`;
    }
    case "contrast":
      return (
        `With it ${seenText(evidence.with)}, without it ${partText(evidence.without)}. ` +
        `By chance such a difference comes up in ${chanceText(evidence.chance)} (Fisher's exact test).`
      );
    case "clean":
      return `${counted(evidence.invocations, "invocation")} ran under the same finding without an error.`;
    case "equals": {
      const fit = evidence.packages.length === 1 ? "fits" : "fit";
      return `${andList(evidence.packages)} ${fit} as well: these logs do not distinguish them.`;
    }
    case "appeared":
      return "It was first seen after environments without it had run, and no later than the first failure.";
    case "circumstances-alone":
      return (
        `Only circumstances speak for it: with it ${rateText(evidence.with)}, ` +
        `without it ${orNone(evidence.without)}. The logs hold no error that is linked to it.`
      );
    case "failure-line-alone":
      return "Outcrop named it when the error was thrown.";
    case "error-elsewhere":
      return `${counted(evidence.environments, "environment")} without this finding saw the same error.`;
    case "environments-unknown":
      return "The logs do not say in which environments the error happened.";
    case "gaps": {
      const gaps = evidence.gaps === 1 ? "A gap" : `${evidence.gaps} gaps`;
      return `${gaps} in the logs could hide ${hidden[verdict]}.`;
    }
    case "errors-judged":
      return evidence.errors === 1
        ? "The error was judged with what had been loaded, and no finding is linked to it."
        : `All ${evidence.errors} distinct errors were judged with what had been loaded, and no finding is ` +
            "linked to them.";
    case "errors-unseen":
      return unseenText(evidence.unseen, evidence.errors);
    case "ruled-out": {
      const against = againstText(evidence);
      const about = `${evidence.code} of ${evidence.package}`;
      return `${about} was looked at, and too much speaks against it. ${against}`;
    }
    case "leads":
      return (
        `${counted(evidence.findings, "finding")} ${evidence.findings === 1 ? "is" : "are"} in force, and ` +
        `nothing ties the error to ${evidence.findings === 1 ? "it" : "them"}.`
      );
    case "may-wait":
      return (
        `Two copies of ${evidence.package} ran: ` +
        "code that waits for what the other copy has waits until the time is up."
      );
    case "speaks-of-native":
      return "The error speaks of a native file that Outcrop could not judge.";
    case "line-changed":
      return (
        `It came when the function moved from Node ${evidence.from} to Node ${evidence.to}: what Node or ` +
        "its runtime no longer has may explain it."
      );
    case "wrapped-unknown":
      return wrapping(evidence.errors, evidence.certain);
    case "copies-replaced":
      return "Before it, copies replaced others: that may be a cause for which Outcrop has no finding.";
    case "errors-without-stack":
      return (
        `${counted(evidence.lines, "line")} at level ERROR ${evidence.lines === 1 ? "has" : "have"} ` +
        `a text alone, without a stack.`
      );
    case "bundled":
      return "The function's code is a bundle: Outcrop does not see a collision of packages inside it.";
    case "no-failure":
      return "The logs show no failed invocation and no error.";
    case "no-error-line":
      return noErrorLine;
    case "no-outcrop-line":
      return "The logs have no line of Outcrop about what was loaded.";
  }
}

function wrapping(errors: number, certain: boolean): string {
  const may = certain ? "" : "may ";
  return errors === 1
    ? `The error ${certain ? "wraps" : "may wrap"} another one, which these logs do not show. Log that one too.`
    : `${errors} errors ${may}wrap others, which these logs do not show. Log those too.`;
}

const noErrorLine = "Invocations are counted as failed, but no line says with which error.";

function unseenText(unseen: number, errors: number): string {
  const which = errors === 1 ? "The error" : `${unseen} of ${counted(errors, "distinct error")}`;
  const has = unseen === 1 ? "has" : "have";
  return `${which} ${has} no stack in these logs, or no environment: a collision would not show.`;
}

function mechanismOf(mechanism: Mechanism | null): string | null {
  if (mechanism?.kind !== "name-missing") return null;
  const other = mechanism.loserHas === true ? ", and the copy that lost has it" : "";
  return `The copy that won does not have \`${mechanism.name}\` in its code${other}`;
}

function seenText({ failed, invocations }: Rate): string {
  return `${number(failed)} of ${counted(invocations, "invocation")} had the error`;
}

function partText({ failed, invocations }: Rate): string {
  return `${number(failed)} of ${number(invocations)}`;
}

function chanceText(chance: number): string {
  return chance < 0.001 ? "fewer than 1 of 1,000 cases" : `${Math.round(chance * 1000)} of 1,000 cases`;
}

function orNone(rate: Rate | null): string {
  return rate === null ? "none ran" : rateText(rate);
}

function missingText(missing: MissingEvidence, gaps: Analysis["gaps"]): string {
  switch (missing.kind) {
    case "environment-without":
      return "No environment without the finding ran, so there is nothing to compare with.";
    case "error-line":
      return noErrorLine;
    case "finding-line":
      return "The finding's own line is not in these logs: its evidence and its fix are not known.";
    case "observation":
      return (
        "Outcrop saw nothing of the environments that had the error: " +
        "which copies they loaded is not known."
      );
    case "wrapped-error":
      return wrapping(1, missing.certain);
    case "gap":
      return gaps[missing.gap]?.text ?? "A gap.";
  }
}
