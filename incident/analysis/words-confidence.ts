/** Why the answer is as sure as it is. */
import type { Blast } from "./analysis.ts";
import type { Strength } from "./suspect.ts";
import { countOf, rateText } from "./words.ts";

const strengths = {
  strong: "The link to the failure is strong",
  fair: "The link to the failure is fair, not strong",
  weak: "The link to the failure is weak, and only circumstances make it a cause",
  faint: "The link to the failure is weak, and only circumstances make it a cause",
} as const satisfies Record<Strength, string>;

export const confidenceText = {
  tie: (strength: Strength, tie: string) => `${strengths[strength]}. ${tie}`,
  share: (explained: number, all: number) =>
    explained === all
      ? "It is the likeliest explanation of every failure told."
      : `It is the likeliest explanation of ${explained.toLocaleString("en-US")} of the ${countOf(all, "failure")} told.`,
  differs: (blast: Blast) =>
    `With it ${rateText(blast)}, without it ${blast.without === null ? "none ran" : rateText(blast.without)}.`,
  appeared: () =>
    "It was first seen after environments without it had run, and no later than the first failure.",
  circumstantial: (blast: Blast) =>
    `Only circumstances speak for it: with it ${rateText(blast)}, without it ${blast.without === null ? "none ran" : rateText(blast.without)}. The logs hold no error that could be tied to it.`,
  elsewhere: (count: number) => `${countOf(count, "environment")} without this finding saw the same error.`,
  failsWithout: (blast: Blast) =>
    `Environments without it fail nearly as often: ${blast.without === null ? "none ran" : rateText(blast.without)}.`,
  heldBefore: () => "It was in force before, in many invocations that did not fail.",
  uncertain: () => "The logs do not say in which environments the error happened.",
  gaps: (count: number) => `${count === 1 ? "A gap" : `${count} gaps`} in the logs could hide another cause.`,
  nothingToCompare: () => "No environment without the finding ran, so there is nothing to compare with.",
  allSeen: (count: number) =>
    `${count === 1 ? "The error was" : `All ${count} distinct errors were`} looked at with what had been loaded, and no finding is tied to ${count === 1 ? "it" : "them"}.`,
  blind: (blind: number, all: number) =>
    `${all === 1 ? "The error" : `${blind} of ${countOf(all, "distinct error")}`} ${blind === 1 ? "has" : "have"} no stack in these logs, or no environment: a collision would not show.`,
  replaced: () =>
    "Before it other copies took the place of some: that may be a cause for which Outcrop has no finding.",
  nothingFailed: () => "No failed invocation and no error is told.",
  noErrors: () => "The invocations are counted as failed, but no line says with which error.",
  noLines: () => "There is no line of Outcrop to judge by.",
  toldAlone: () => "Outcrop named it when the error was thrown.",
  findingMissing: () =>
    "The finding's own line is not in these logs: its evidence and its fix are not known.",
} as const;
