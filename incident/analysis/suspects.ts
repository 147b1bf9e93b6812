/**
 * The findings that are tied to an error, judged as Outcrop judges in the process (core/explain), with what
 * only the logs of a fleet show:
 * 1. what Outcrop's `failure` line named: it saw the journal and the code, so it knows more;
 * 2. what the frames or the loader's message tie to it, and to the errors that caused it;
 * 3. for a process that ended without an error: native files whose load went wrong in the same environment at
 *    that time;
 * 4. copies that hide newer ones (hidden-newer.ts).
 *
 * Only findings in force, in the environments that saw the error, count.
 */
import { levelOf } from "../../core/explain/confidence.ts";
import { isForeign } from "../../core/explain/foreign-error.ts";
import { type Judged, judge } from "../../core/explain/judge.ts";
import { type MixedRoots, mixedRoots } from "../../core/explain/mixed-roots.ts";
import { parseFrame } from "../../core/explain/stack.ts";
import { copiesOf, type Trace } from "../../core/explain/trace.ts";
import { isOwnCode } from "../../core/layout/copy-ref.ts";
import type { Announcement } from "../model/announcement.ts";
import type { Copy, DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import type { ExplainedError } from "./analysis.ts";
import { crashSuspects } from "./crash.ts";
import type { Link } from "./evidence.ts";
import { factsOf } from "./facts-of-error.ts";
import { announcedAlone, announcedSuspects, isNamed, withAnnounced } from "./failure-line.ts";
import type { Fleet } from "./fleet.ts";
import { hiddenNewer } from "./hidden-newer.ts";
import { inForce } from "./in-force.ts";
import { LoadedCopies } from "./loaded-copies.ts";
import type { Suspect } from "./suspect.ts";
import { wrapsUnknown } from "./wraps-unknown.ts";

export interface LinkedError {
  readonly error: DistinctError;
  readonly trace: Trace;
  readonly frames: ExplainedError["frames"];
  readonly mixed: ExplainedError["mixed"];
  /** The likeliest first; those at level 0 and below are ruled out, unless the fleet raises them. */
  readonly suspects: readonly Suspect[];
  /** Outcrop's `failure` line, where it names a cause whose own line is not in these logs. */
  readonly announced: Announcement | null;
  /** It is known which environments it happened in. */
  readonly certain: boolean;
}

const maxSets = 50;

/** @param others environments of another time, to hold its own against */
export function linkError(
  error: DistinctError,
  fleet: Fleet,
  others: readonly Environment[] = [],
): LinkedError {
  const { environments, certain } = fleet.of(error);
  const loaded = new LoadedCopies(setsOf(environments));
  const chain = factsOf(error, (path) => loaded.copyOf(path));
  const [{ trace }] = chain;
  const known = inForce(environments, error, () => true);
  const functions = new Set(environments.map(({ functionName }) => functionName));
  const all = [
    ...[...functions].flatMap((name) => fleet.ofFunction(name)),
    ...others.filter(({ functionName }) => functions.has(functionName)),
  ];
  const findings = [...known.values()].map(({ finding }) => finding);
  const judged = judge(findings, chain, (copy) => loaded.usersOf(copy)).flatMap((one) => {
    const observed = known.get(one.finding.key);
    return observed === undefined ? [] : [withVerdict(suspectOf(observed, one), error)];
  });
  const seen = [...judged, ...crashSuspects(error, fleet), ...hiddenNewer(error, environments, all, trace)];
  const foreign = isForeign({ ...error, text: error.message });
  return {
    error,
    trace,
    frames: framesOf(error, trace),
    mixed: mixedOf(error, mixedRoots(copiesOf(trace.frames))),
    suspects: withAnnounced(error, foreign ? [] : announcedSuspects(error, known), seen),
    announced: foreign ? null : announcedAlone(error, environments),
    certain,
  };
}

function suspectOf(observed: ObservedFinding, judged: Judged): Suspect {
  const { grade, mechanism, against, tie } = judged;
  return {
    observed,
    grade,
    mechanism,
    against,
    level: levelOf(grade, against),
    link: linkOf(judged),
    position: tie.position,
  };
}

/** Who imports a package was judged with the code in the process: that judgement counts. */
function withVerdict(suspect: Suspect, error: DistinctError): Suspect {
  const { link, observed, mechanism } = suspect;
  const isImporter = link.kind === "stack" && (link.by === "importer" || link.by === "user");
  // Of an error that wraps another one, the process knew no more than the logs.
  const { told } = error;
  const isSeen = told?.isJudged === true && !wrapsUnknown(error);
  if (!isSeen || !isImporter || mechanism !== null) return suspect;
  if (told.findings.some((named) => isNamed(named, observed))) return suspect;
  const against = [...suspect.against, { kind: "judged-otherwise" } as const];
  return { ...suspect, against, level: levelOf(suspect.grade, against) };
}

function setsOf(environments: readonly Environment[]): readonly (readonly Copy[])[] {
  return [...new Set(environments.flatMap(({ loads }) => loads.map(({ copies }) => copies)))].slice(
    0,
    maxSets,
  );
}

function linkOf({ finding, mechanism, tie: { by, frame, position, named } }: Judged): Link {
  const { package: name, winner } = finding;
  if (by === "message" && !named) return { kind: "loader-text" };
  if (by === "message" && mechanism?.kind === "message-names") return { kind: "error-text", package: name };
  return frame === null || by === "message"
    ? { kind: "loader-message", package: name }
    : { kind: "stack", by, frame, position, package: name, winner };
}

/** Outcrop's own line saw more than the frames that the logs hold. */
function mixedOf({ told }: DistinctError, mixed: MixedRoots | null): ExplainedError["mixed"] {
  if (told !== null && told.mixedRoots !== null) return { kind: "failure-line", quotation: told.mixedRoots };
  return mixed === null ? null : { kind: "stack", ...mixed };
}

/** With the text each has in the stack. */
function framesOf({ frames }: DistinctError, trace: Trace): ExplainedError["frames"] {
  const found: ExplainedError["frames"][number][] = [];
  for (const text of frames) {
    const next = trace.frames[found.length];
    const frame = parseFrame(text);
    if (
      next === undefined ||
      frame === null ||
      frame.path !== next.path ||
      frame.line !== next.line ||
      frame.column !== next.column
    )
      continue;
    found.push({
      text: text.trim(),
      copy: next.copy.root === "other" && isOwnCode(next.copy) ? null : next.copy,
    });
  }
  return found;
}
