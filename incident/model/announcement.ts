/**
 * What Outcrop's `failure` line says about an error. The cause is in keys of its own. Lines that older
 * versions wrote have no `cause_confidence`: there the first finding is the cause, unless their sentence
 * begins with the words that say there is none.
 */
import type { MissingName } from "../../core/explain/code/missing-name.ts";
import type { Confidence } from "../../core/explain/confidence.ts";
import { isThrown, type Thrown } from "../../core/explain/thrown.ts";
import type { Reader } from "./reader.ts";

/** A finding as a `failure` line names it. */
export interface NamedFinding {
  readonly code: string;
  readonly package: string;
}

export interface Announcement {
  readonly explanation: string;
  readonly mixedRoots: string | null;
  /** The likeliest cause first. */
  readonly findings: readonly NamedFinding[];
  readonly cause: AnnouncedCause | null;
  /**
   * The findings were judged with the code: those that are not named were ruled out. False in older lines.
   */
  readonly isJudged: boolean;
  /**
   * What the error to explain says is missing; null where it says nothing of the kind, and in older lines.
   */
  readonly missing: AnnouncedMissing | null;
  /** Null where it is not known, and in older lines. */
  readonly thrown: Thrown;
  /** What the failing expression calls; null where it is not known, and in older lines. */
  readonly called: ReadonlySet<string> | null;
  /** The errors behind it, each before what is behind it. */
  readonly chain: readonly AnnouncedError[];
}

export interface AnnouncedMissing {
  readonly kind: MissingName["kind"];
  readonly name: string | null;
  readonly of: string | null;
  /** Whether the code of the first finding's copies has it; null where that is not known. */
  readonly winnerHas: boolean | null;
  readonly loserHas: boolean | null;
}

export interface AnnouncedError {
  readonly name: string;
  readonly code: string | null;
  readonly frames: readonly string[];
}

export interface AnnouncedCause extends NamedFinding {
  /** The winner's directory. */
  readonly path: string | null;
  /** Null in older lines. */
  readonly confidence: Confidence | null;
}

const maxChain = 10;
const maxCalled = 10;
const maxName = 256;
const maxFrame = 1_024;
const missingKinds: readonly string[] = [
  "not-a-function",
  "not-a-constructor",
  "undefined-property",
  "not-exported",
  "not-defined",
  "not-iterable",
  "other",
] satisfies MissingName["kind"][];
const confidences: readonly string[] = ["certain", "high", "medium", "low"] satisfies Confidence[];
const noCauseInOlderLines = "Outcrop sees no collision in the code that failed";

export function announcementOf(read: Reader): Announcement {
  const explanation = read.long("explanation") ?? "";
  const findings = read.lines("findings").flatMap((text) => namedFinding(text) ?? []);
  const cause = causeOf(read, explanation, findings);
  return {
    explanation,
    mixedRoots: read.optional("mixed_roots"),
    findings,
    cause,
    isJudged: read.optional("cause_confidence") !== null,
    missing: missingOf(read),
    thrown: thrownOf(read.optional("thrown")),
    called: calledOf(read.optional("called")),
    chain: chainOf(read.long("chain")),
  };
}

function missingOf(read: Reader): AnnouncedMissing | null {
  const kind = read.optional("missing_kind");
  if (kind === null || !isMissingKind(kind)) return null;
  return {
    kind,
    name: read.optional("missing_name"),
    of: read.optional("missing_of"),
    winnerHas: read.boolean("winner_has_name"),
    loserHas: read.boolean("loser_has_name"),
  };
}

function thrownOf(text: string | null): Thrown {
  return isThrown(text) ? text : null;
}

function calledOf(text: string | null): ReadonlySet<string> | null {
  return text === null ? null : new Set(text.split("\n", maxCalled).filter((name) => name !== ""));
}

/** Empty for a text that was cut, or that others wrote. */
function chainOf(text: string | null): readonly AnnouncedError[] {
  let parsed: unknown;
  try {
    parsed = text === null ? null : JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.slice(0, maxChain).flatMap((each) => errorIn(each) ?? []) : [];
}

function errorIn(value: unknown): AnnouncedError | null {
  if (typeof value !== "object" || value === null) return null;
  const { name, code, frames } = value as Partial<Record<keyof AnnouncedError, unknown>>;
  if (typeof name !== "string") return null;
  const lines = Array.isArray(frames) ? frames.filter((frame) => typeof frame === "string") : [];
  return {
    name: name.slice(0, maxName),
    code: typeof code === "string" ? code.slice(0, maxName) : null,
    frames: lines.slice(0, maxChain).map((frame) => frame.slice(0, maxFrame)),
  };
}

function causeOf(read: Reader, explanation: string, [first]: readonly NamedFinding[]): AnnouncedCause | null {
  const confidence = read.optional("cause_confidence");
  if (confidence === null) {
    const hasNone = explanation === "" || explanation.startsWith(noCauseInOlderLines);
    return hasNone || first === undefined ? null : { ...first, path: null, confidence: null };
  }
  const [code, about] = [read.optional("cause_code"), read.optional("cause_package")];
  if (code === null || about === null || !isConfidence(confidence)) return null;
  return { code, package: about, path: read.optional("cause_path"), confidence };
}

/** `range-violation zod` */
function namedFinding(text: string): NamedFinding | null {
  const blank = text.indexOf(" ");
  return blank < 1 ? null : { code: text.slice(0, blank), package: text.slice(blank + 1) };
}

function isMissingKind(text: string): text is MissingName["kind"] {
  return missingKinds.includes(text);
}

function isConfidence(text: string): text is Confidence {
  return confidences.includes(text);
}
