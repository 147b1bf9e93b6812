/** The answer's sentences, to be pasted into a post-mortem. */
import type { DistinctError, Environment, Incident } from "../model/model.ts";
import type { Analysis, Drift } from "./analysis.ts";
import { cameWith } from "./came-with.ts";
import type { Causes } from "./causes.ts";
import { leads, type RankedSighting } from "./ranking.ts";
import { isBlamable } from "./sightings.ts";
import type { TiedError } from "./suspects.ts";
import { asSentence, copyText, countOf, isKnown, listOf, rateText, sentences, timeText } from "./words.ts";
import { unexplainedText } from "./words-errors.ts";
import { errorName } from "./words-timeline.ts";

type Totals = Incident["totals"];

const MAX_MESSAGE = 120;

interface Collision {
  readonly ranked: RankedSighting;
  readonly errors: readonly DistinctError[];
  readonly since: number | null;
  readonly change: Drift | null;
  /** No environment without it ran before. */
  readonly fromStart: boolean;
  readonly environments: readonly Environment[];
  /** Failures that it does not explain. */
  readonly rest: number;
}

interface NoCollision {
  readonly unexplained: readonly TiedError[];
  readonly since: number | null;
  /** How many findings could be blamed for something. */
  readonly findings: number;
  readonly explained: number;
  readonly change: Drift | null;
}

export const answerText = {
  collision({ ranked, errors, since, change, fromStart, environments, rest }: Collision): string {
    const { sighting } = ranked;
    const others =
      rest > 0 ? `; ${countOf(rest, "other failure")} ${rest === 1 ? "has" : "have"} another cause` : "";
    const broke = `${listOf(ranked.blast.functions)} failed with ${errorsText(errors)}${sinceText(since)}: ${extentText(ranked)}${others}`;
    return sentences(
      broke,
      `The likeliest cause is ${sighting.observed.finding.code}: ${messageOf(ranked)}`,
      changeText(change, fromStart) ?? cameWith(sighting, environments),
      fixText(ranked),
    );
  },

  circumstantial(ranked: RankedSighting, totals: Totals, change: Drift | null): string {
    const { sighting } = ranked;
    const suspicion = `Circumstances point to ${sighting.observed.finding.code}: ${messageOf(ranked)}`;
    return sentences(
      `${rateText(totals)}, but the logs hold no error of theirs`,
      suspicion,
      changeText(change),
      fixText(ranked),
    );
  },

  toldAlone(error: DistinctError, explanation: string, failures: number): string {
    const broke = `${error.functionName ?? "The function"} failed with ${errorName(error)}${sinceText(error.first)}: ${countOf(failures, "failure")} told`;
    return sentences(broke, asSentence(explanation), "The line of the finding itself is not in these logs");
  },

  noCollision({ unexplained, since, findings, explained, change }: NoCollision): string {
    const [first] = unexplained;
    const functions = [...new Set(unexplained.flatMap(({ error }) => error.functionName ?? []))];
    const broke = `${functions.length === 0 ? "A function" : listOf(functions)} failed with ${errorsText(unexplained.map(({ error }) => error))}${sinceText(since)}`;
    const none =
      findings === 0
        ? "Outcrop has no finding that could be blamed"
        : `Outcrop has ${countOf(findings, "finding")} on record, ${findings === 1 ? "which is not" : "none of them"} tied to this`;
    const also = explained === 0 ? none : `A collision explains ${countOf(explained, "other failure")}`;
    return sentences(broke, first === undefined ? null : unexplainedText(first), also, changeText(change));
  },

  nothingFailed(totals: Totals, { ranked }: Causes): string {
    const worst = ranked.filter(({ sighting }) => isBlamable(sighting.observed));
    const [first] = worst;
    const calm =
      totals.invocations === 0
        ? "No invocation is told, and no error"
        : `None of ${countOf(totals.invocations, "invocation")} failed`;
    if (first === undefined) return sentences(calm, "Outcrop has no finding that needs anyone");
    const message = `The worst of ${countOf(worst.length, "finding")} is ${first.sighting.observed.finding.code}: ${messageOf(first)}`;
    return sentences(
      calm,
      worst.length === 1 ? message.replace("The worst of 1 finding", "The only finding") : message,
    );
  },

  noData: ({ events }: Totals): string =>
    sentences(
      `${countOf(events, "log event")} ${events === 1 ? "was" : "were"} read, and none is a line of Outcrop or an error of a function`,
      "There is nothing to judge by",
    ),

  noErrors: (totals: Totals): string =>
    sentences(
      `${rateText(totals)}, but the logs hold no error of theirs`,
      "What broke cannot be told from these logs: export the function's own lines as well",
    ),
} as const;

/** What the finding says, and the copy that lost where it does not say that. */
function messageOf({ sighting: { observed } }: RankedSighting): string {
  const { loser } = observed.finding;
  const lost =
    loser === null || observed.message.includes(loser.path)
      ? null
      : `The copy that lost is ${copyText(loser)}`;
  return sentences(asSentence(observed.message), lost);
}

function fixText({ sighting: { observed } }: RankedSighting): string | null {
  return observed.fix === ""
    ? null
    : `${fixLead}${observed.fix.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`;
}

const fixLead = "To fix it: ";

/** For a report that shows the fix by itself. */
export function withoutFix({ text, fix }: Analysis["answer"]): string {
  const at = fix === null ? -1 : text.lastIndexOf(` ${fixLead}`);
  return at === -1 ? text : text.slice(0, at);
}

function changeText(change: Drift | null, fromStart = false): string | null {
  if (change !== null) return change.text;
  return fromStart ? "It was there from the start of these logs: what changed before is not in them" : null;
}

function sinceText(at: number | null): string {
  return at === null || !isKnown(at) ? "" : ` since ${timeText(at)}`;
}

/** One error with what it says; several by name. */
function errorsText(errors: readonly DistinctError[]): string {
  const names = namesOf(errors);
  // What the platform says of an end is told with it.
  const thrown = errors.filter(({ kind }) => kind === "error" || kind === "init");
  const [message] = thrown.flatMap((error) => error.message?.trim().split("\n", 1) ?? []);
  return names.length > 1 || !message ? listOf(names) : `${listOf(names)} (${cut(message)})`;
}

function cut(text: string): string {
  return text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE)}…`;
}

function extentText({ blast, ties }: RankedSighting): string {
  const concerned = `the ${blast.environments === 1 ? "environment" : countOf(blast.environments, "environment")} concerned`;
  if (blast.invocations > 0) return `${rateText(blast)} in ${concerned}`;
  return `${countOf(leads({ ties }), "failure")}, and no line counts the invocations of ${concerned}`;
}

function namesOf(errors: readonly DistinctError[]): readonly string[] {
  return [...new Set(errors.map(errorName))];
}
