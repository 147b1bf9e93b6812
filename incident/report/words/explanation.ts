/** What explains an error, or why nothing does. */
import { mechanismText, mixedRootsText, unexplained } from "../../../core/explain/texts.ts";
import type { ExplainedError, MixedStack } from "../../analysis/analysis.ts";
import type { Explanation, Unexplained } from "../../analysis/explanation.ts";
import { againstText } from "./contradiction.ts";
import { linkText } from "./link.ts";
import { sentences } from "./sentences.ts";

type ExplainedByFinding = Omit<Extract<Explanation, { kind: "finding" }>, "kind">;

export function explanationText({ error, explanation, certain }: ExplainedError): string {
  switch (explanation.kind) {
    case "finding":
      return findingText(explanation);
    case "failure-line":
      return explanation.quotation;
    default:
      return sentences(
        unexplainedText(explanation, error.message),
        certain ? null : "The logs do not say in which environment it happened",
      );
  }
}

/** How sure the first of its findings is, and whether others fit as well; null without any. */
export function sureText({
  confidence,
  equals,
}: Pick<ExplainedError, "confidence" | "equals">): string | null {
  if (confidence === null) return null;
  return equals > 1 ? `${confidence}; the first ${equals} findings fit equally` : confidence;
}

function findingText({ link, message, mechanism, winner }: ExplainedByFinding): string {
  if (link.kind === "same-invocation")
    return sentences(linkText(link), findingText({ link: link.link, message, mechanism, winner }));
  return sentences(linkText(link), mechanismText(mechanism, { winner }), `The finding: ${message}`);
}

function unexplainedText(explanation: Unexplained, message: string | null): string {
  const detail = message === null ? "" : ` (${message})`;
  switch (explanation.kind) {
    case "timeout":
      return `The invocation reached its time limit${detail}. No collision explains it.`;
    case "out-of-memory":
      return `The process ran out of memory${detail}. No collision explains it.`;
    case "foreign":
      return (
        `${explanation.name} came from outside the process: from a network or a service that was called. ` +
        "No collision explains it."
      );
    case "exit":
      return (
        `The process ended${detail}. Outcrop sees no collision: no native file failed to load in this ` +
        "environment just before."
      );
    case "ruled-out":
      return sentences(
        `${explanation.code} of ${explanation.package} was looked at, and too much speaks against it`,
        againstText(explanation),
      );
    case "no-stack":
      return "The logs hold no stack of this error, so a collision would not show.";
    case "no-collision":
      return unexplained({ site: explanation.frame === null ? [] : [explanation.frame] });
  }
}

export function mixedText(mixed: MixedStack): string {
  return mixed.kind === "failure-line" ? mixed.quotation : mixedRootsText(mixed);
}
