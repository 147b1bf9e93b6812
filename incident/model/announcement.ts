/**
 * What Outcrop's `failure` line says of an error. The cause is in keys of its own. Lines that older versions
 * wrote have no `cause_confidence`: there the first finding is the cause, unless their sentence begins with
 * the words that say there is none.
 */
import type { Confidence } from "../../core/explain/confidence.ts";
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
}

export interface AnnouncedCause extends NamedFinding {
  /** The winner's directory. */
  readonly path: string | null;
  /** Null in older lines. */
  readonly confidence: Confidence | null;
}

const confidences: readonly string[] = ["high", "medium", "low"] satisfies Confidence[];
const NO_CAUSE_IN_OLDER_LINES = "Outcrop sees no collision in the code that failed";

export function announcementOf(read: Reader): Announcement {
  const explanation = read.long("explanation") ?? "";
  const findings = read.lines("findings").flatMap((text) => namedFinding(text) ?? []);
  const cause = causeOf(read, explanation, findings);
  return { explanation, mixedRoots: read.optional("mixed_roots"), findings, cause };
}

function causeOf(read: Reader, explanation: string, [first]: readonly NamedFinding[]): AnnouncedCause | null {
  const confidence = read.optional("cause_confidence");
  if (confidence === null) {
    const hasNone = explanation === "" || explanation.startsWith(NO_CAUSE_IN_OLDER_LINES);
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

function isConfidence(text: string): text is Confidence {
  return confidences.includes(text);
}
