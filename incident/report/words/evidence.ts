/** Why the answer is as sure as it is. */
import type { Strength } from "../../../core/explain/strength.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import type { Evidence, MissingEvidence } from "../../analysis/evidence.ts";
import type { Rate } from "../../analysis/rate.ts";
import { counted, number, rateText } from "./counts.ts";
import { linkText } from "./link.ts";

const strengths = {
  strong: "The link to the failure is strong",
  fair: "The link to the failure is fair, not strong",
  weak: "The link to the failure is weak, and only circumstances make it a cause",
  faint: "The link to the failure is weak, and only circumstances make it a cause",
} as const satisfies Record<Strength, string>;

export function becauseTexts({ answer }: Analysis): readonly string[] {
  return answer.because.map(evidenceText);
}

export function missingTexts({ answer, gaps }: Analysis): readonly string[] {
  return answer.missing.map((missing) => missingText(missing, gaps));
}

function evidenceText(evidence: Evidence): string {
  switch (evidence.kind) {
    case "link":
      return `${strengths[evidence.strength]}. ${linkText(evidence.link)}`;
    case "share":
      return evidence.explained === evidence.failures
        ? "It is the likeliest explanation of every failure in the logs."
        : `It is the likeliest explanation of ${number(evidence.explained)} of the ` +
            `${counted(evidence.failures, "failure")} in the logs.`;
    case "contrast":
      return `With it ${rateText(evidence.with)}, without it ${rateText(evidence.without)}.`;
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
    case "fails-without":
      return `Environments without it fail nearly as often: ${rateText(evidence.without)}.`;
    case "went-well-before":
      return "It was in force before, in many invocations that did not fail.";
    case "environments-unknown":
      return "The logs do not say in which environments the error happened.";
    case "gaps":
      return `${evidence.gaps === 1 ? "A gap" : `${evidence.gaps} gaps`} in the logs could hide another cause.`;
    case "errors-judged":
      return evidence.errors === 1
        ? "The error was judged with what had been loaded, and no finding is linked to it."
        : `All ${evidence.errors} distinct errors were judged with what had been loaded, and no finding is ` +
            "linked to them.";
    case "errors-unseen":
      return unseenText(evidence.unseen, evidence.errors);
    case "copies-replaced":
      return "Before it, copies replaced others: that may be a cause for which Outcrop has no finding.";
    case "no-failure":
      return "The logs show no failed invocation and no error.";
    case "no-error-line":
      return noErrorLine;
    case "no-outcrop-line":
      return "The logs have no line of Outcrop.";
  }
}

const noErrorLine = "Invocations are counted as failed, but no line says with which error.";

function unseenText(unseen: number, errors: number): string {
  const which = errors === 1 ? "The error" : `${unseen} of ${counted(errors, "distinct error")}`;
  const has = unseen === 1 ? "has" : "have";
  return `${which} ${has} no stack in these logs, or no environment: a collision would not show.`;
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
    case "gap":
      return gaps[missing.gap]?.text ?? "A gap.";
  }
}
