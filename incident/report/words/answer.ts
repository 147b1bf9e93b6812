/** The answer's sentences, to be pasted into a post-mortem. */
import type { FindingCode } from "../../../core/findings/finding.ts";
import { andList, counted } from "../../../page/counts.ts";
import type { Analysis, Answer, Cause } from "../../analysis/analysis.ts";
import { isKnown } from "../../analysis/known-time.ts";
import type { DistinctError } from "../../model/model.ts";
import { copyText } from "./copy.ts";
import { rateText } from "./counts.ts";
import { beforeText } from "./drift.ts";
import { errorName } from "./error.ts";
import { explanationText } from "./explanation.ts";
import { lineText } from "./line-change.ts";
import { sentences } from "./sentences.ts";
import { utc } from "./time.ts";

const maxMessage = 120;

/** Everything in sentences. */
export function answerText(analysis: Analysis): string {
  const { fix } = analysis.answer;
  const { happened, causes, before } = partsOf(analysis);
  return sentences(happened, ...causes, before, fix === null ? null : `Fix: ${fix}`);
}

/** Without the cause and the fix: what broke, since when, and what came before. */
export function happenedText(analysis: Analysis): string {
  const { happened, before } = partsOf(analysis);
  return sentences(happened, before);
}

interface Parts {
  readonly happened: string;
  readonly causes: readonly (string | null)[];
  readonly before: string | null;
}

/** Codes whose message names the loser itself. */
const namesLoser: ReadonlySet<FindingCode> = new Set(["shadowed-package", "duplicate-instance"]);

function loserText({ code, observed: { finding } }: Cause): string | null {
  const { loser } = finding;
  return loser === null || namesLoser.has(code) ? null : `The copy that lost is ${copyText(loser)}`;
}

function partsOf({ answer, causes, errors, drift, gaps }: Analysis): Parts {
  const { summary } = answer;
  const told = (indexes: readonly number[]) => indexes.flatMap((index) => errors[index] ?? []);
  switch (summary.kind) {
    case "collision": {
      const cause = causes[summary.cause];
      const led = told(summary.errors).map(({ error }) => error);
      const has = summary.others === 1 ? "has" : "have";
      const other = summary.handled ? "other handled error" : "other failure";
      const others = summary.others > 0 ? `; ${counted(summary.others, other)} ${has} another cause` : "";
      const what = `${whereText(led)} ${did(summary)} ${errorsText(led)}${whenText(answer)}`;
      const extent = cause === undefined ? "" : `: ${extentText(cause, summary)}`;
      return {
        happened: `${what}${extent}${others}`,
        causes: [
          cause === undefined ? null : `${likeliest(answer)} ${cause.code}: ${cause.observed.message}`,
          ...equalsTexts(summary.equals.flatMap((index) => causes[index] ?? [])),
          cause === undefined ? null : loserText(cause),
        ],
        before: beforeText(summary.before, drift),
      };
    }
    case "circumstances": {
      const cause = causes[summary.cause];
      return {
        happened: `${rateText(summary.totals)}, but the logs do not have their errors`,
        causes: [
          cause === undefined ? null : `Circumstances point to ${cause.code}: ${cause.observed.message}`,
          cause === undefined ? null : loserText(cause),
        ],
        before: beforeText(summary.before, drift),
      };
    }
    case "failure-line": {
      const explained = errors[summary.error];
      if (explained === undefined) return { happened: "", causes: [], before: null };
      const { functionName } = explained.error;
      return {
        happened:
          `${functionName ?? "The function"} failed with ${errorName(explained.error)}${whenText(answer)}: ` +
          counted(summary.failures, "failure"),
        causes: [explanationText(explained), "The line of the finding itself is not in these logs"],
        before: null,
      };
    }
    case "no-collision": {
      const unexplained = told(summary.errors);
      const [first] = unexplained;
      const their = unexplained.map(({ error }) => error);
      const other = summary.handled ? "other handled error" : "other failure";
      return {
        happened: `${whereText(their)} ${did(summary)} ${errorsText(their)}${whenText(answer)}`,
        causes: [
          first === undefined ? null : explanationText(first),
          lineText(summary.line),
          summary.explained === 0
            ? noneText(summary.findings)
            : `A collision explains ${counted(summary.explained, other)}`,
        ],
        before: beforeText(summary.before, drift),
      };
    }
    case "nothing-failed": {
      const worst = summary.worst === null ? undefined : causes[summary.worst];
      return {
        happened:
          summary.invocations === 0
            ? "The logs show no invocations and no errors"
            : `None of ${counted(summary.invocations, "invocation")} failed`,
        causes: [
          worst === undefined
            ? noneToNoteText(summary.invocations, gaps)
            : worstText(worst, summary.findings),
        ],
        before: null,
      };
    }
    case "unjudged":
      return {
        happened: `None of ${counted(summary.invocations, "invocation")} failed`,
        causes: [
          `The function logged ${counted(summary.lines, "line")} at level ERROR without a stack, so what ` +
            `it ` +
            "handled cannot be judged",
        ],
        before: null,
      };
    case "blind": {
      const their = told(summary.errors).map(({ error }) => error);
      return {
        happened: `${whereText(their)} had ${errorsText(their)}${whenText(answer)}`,
        causes: [
          "Outcrop saw nothing of the environments of these errors, so these logs do not show which copies " +
            "they loaded",
        ],
        before: null,
      };
    }
    case "no-lines": {
      const was = summary.events === 1 ? "was" : "were";
      return {
        happened:
          `${counted(summary.events, "log event")} ${was} read, without a line of Outcrop or an error of a ` +
          "function",
        causes: ["These logs do not show what happened"],
        before: null,
      };
    }
    case "no-errors":
      return {
        happened: `${rateText(summary.totals)}, but the logs do not have their errors`,
        causes: ["These logs do not show what broke: export the function's own lines as well"],
        before: null,
      };
  }
}

function worstText({ code, observed }: Cause, findings: number): string {
  const which = findings === 1 ? "The only finding" : `The worst of ${counted(findings, "finding")}`;
  return `${which} is ${code}: ${observed.message}`;
}

/** What Outcrop did not see is not called good. */
function noneToNoteText(invocations: number, gaps: Analysis["gaps"]): string {
  const unseen = gaps.reduce((sum, { kind, count }) => sum + (kind === "unobserved" ? count : 0), 0);
  if (unseen === 0) return "Outcrop has no finding that needs attention";
  if (unseen >= invocations) return "Outcrop did not see what they loaded, so it can have no finding";
  return (
    `Outcrop has no finding that needs attention, and did not see what ` +
    `${counted(unseen, "invocation")} loaded`
  );
}

function noneText(findings: number): string {
  if (findings === 0) return "Outcrop has no finding that could be blamed";
  const which = findings === 1 ? "it is not" : "none of them is";
  return `Outcrop has ${counted(findings, "finding")} on record, and ${which} linked to this`;
}

/** `since` a time, or `from` a time `to` a time with the version that ran after it. */
function whenText({ since, ended }: Pick<Answer, "since" | "ended">): string {
  if (since === null || !isKnown(since)) return "";
  if (ended === null) return ` since ${utc(since)}`;
  const version = `version${ended.versions.length === 1 ? "" : "s"} ${andList(ended.versions)}`;
  return ` from ${utc(since)} to ${utc(ended.at)}, and not since ${version}`;
}

/** One error with its message; several by name. */
function errorsText(errors: readonly DistinctError[]): string {
  const names = [...new Set(errors.map(errorName))];
  // The platform's report of an end is in the name already.
  const thrown = errors.filter(({ kind }) => kind === "error" || kind === "init" || kind === "logged");
  const [message] = thrown.flatMap((error) => error.message?.trim().split("\n", 1) ?? []);
  return names.length > 1 || !message ? andList(names) : `${andList(names)} (${cut(message)})`;
}

function cut(text: string): string {
  return text.length <= maxMessage ? text : `${text.slice(0, maxMessage)}…`;
}

/** Who failed, or handled the errors. */
function whereText(errors: readonly DistinctError[]): string {
  const functions = [...new Set(errors.flatMap(({ functionName }) => functionName ?? []))];
  return functions.length === 0 ? "A function" : andList(functions);
}

function did({ handled }: { readonly handled: boolean }): string {
  return handled ? "caught and logged" : "failed with";
}

function likeliest({ confidence }: Analysis["answer"]): string {
  if (confidence === "low") return "A possible cause is";
  return confidence === "certain" ? "The cause is" : "The likeliest cause is";
}

function equalsTexts(causes: readonly Cause[]): readonly string[] {
  return causes.map(({ code, observed }) => `It fits as well that it is ${code}: ${observed.message}`);
}

function extentText({ blast }: Cause, { failures, handled }: { failures: number; handled: boolean }): string {
  if (handled) return `${counted(failures, "time")}, and no invocation failed`;
  const one = blast.environments === 1;
  const environments = one ? "affected environment" : counted(blast.environments, "affected environment");
  const affected = `the ${environments}`;
  if (blast.invocations > 0) return `${rateText(blast)} in ${affected}`;
  return `${counted(failures, "failure")}, and no line counts the invocations of ${affected}`;
}
