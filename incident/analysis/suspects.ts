/**
 * Which findings may explain an error, the likeliest first:
 * 1. those that Outcrop named in its `failure` line: it saw the journal, so it knows who asked for a file that
 *    never loaded;
 * 2. those that the frames or the loader's message link to it, ranked as Outcrop ranks them;
 * 3. for a process that ended without an error: native files whose load went wrong in the same environment at
 *    that time;
 * 4. findings that a healthy package may have too, which need circumstances (missed-module.ts,
 *    hidden-newer.ts).
 *
 * Only findings in force, in the environments that saw the error, count. An error that came from outside the
 * process has no suspects.
 */
import { type MixedRoots, mixedRoots } from "../../core/explain/mixed-roots.ts";
import { type RankedFinding, rankFindings } from "../../core/explain/rank.ts";
import { parseFrame } from "../../core/explain/stack.ts";
import { strengthOfTie, weakened } from "../../core/explain/strength.ts";
import { copiesOf, type Trace, traceOf } from "../../core/explain/trace.ts";
import { isOwnCode } from "../../core/layout/copy-ref.ts";
import type { Announcement } from "../model/announcement.ts";
import type { Copy, DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import type { ExplainedError } from "./analysis.ts";
import { crashSuspects } from "./crash.ts";
import type { Link } from "./evidence.ts";
import { announcedAlone, announcedSuspects, withAnnounced } from "./failure-line.ts";
import type { Fleet } from "./fleet.ts";
import { isForeign } from "./foreign-error.ts";
import { hiddenNewer } from "./hidden-newer.ts";
import { inForce } from "./in-force.ts";
import { LoadedCopies } from "./loaded-copies.ts";
import { loaderMessageOf, quotes } from "./loader-message.ts";
import { missedModules } from "./missed-module.ts";
import type { Suspect } from "./suspect.ts";

export interface LinkedError {
  readonly error: DistinctError;
  readonly trace: Trace;
  readonly frames: ExplainedError["frames"];
  readonly mixed: ExplainedError["mixed"];
  readonly suspects: readonly Suspect[];
  /** Outcrop's `failure` line, where it names a cause whose own line is not in these logs. */
  readonly announced: Announcement | null;
  /** It is known which environments it happened in. */
  readonly certain: boolean;
}

const MAX_SETS = 50;

/** @param others environments of another time, to hold its own against */
export function linkError(
  error: DistinctError,
  fleet: Fleet,
  others: readonly Environment[] = [],
): LinkedError {
  const { environments, certain } = fleet.of(error);
  const loaded = new LoadedCopies(setsOf(environments));
  const trace = traceOf(error.frames, (path) => loaded.copyOf(path));
  const mixed = mixedRoots(copiesOf(trace.frames));
  const known = inForce(environments, error, mayExplain(error));
  const functions = new Set(environments.map(({ functionName }) => functionName));
  const all = [
    ...[...functions].flatMap((name) => fleet.ofFunction(name)),
    ...others.filter(({ functionName }) => functions.has(functionName)),
  ];
  const seen = [
    ...ranked(error, known, trace, loaded),
    ...crashSuspects(error, fleet),
    ...missedModules(known.values(), trace),
    ...hiddenNewer(error, environments, all, trace),
  ];
  const byLoader = loaderMessageOf(error) !== null || error.kind === "exit";
  const suspects = withAnnounced(announcedSuspects(error, known), seen).map((suspect) => ({
    ...suspect,
    strength: weakened(suspect.observed.finding, error.name, byLoader, suspect.strength),
  }));
  return {
    error,
    trace,
    frames: framesOf(error, trace),
    mixed: mixedOf(error, mixed),
    suspects: isForeign(error) ? [] : suspects,
    announced: isForeign(error) ? null : announcedAlone(error, environments),
    certain,
  };
}

function setsOf(environments: readonly Environment[]): readonly (readonly Copy[])[] {
  return [...new Set(environments.flatMap(({ loads }) => loads.map(({ copies }) => copies)))].slice(
    0,
    MAX_SETS,
  );
}

/**
 * An `info` finding explains nothing, except a module that was not found: Outcrop takes an undeclared module
 * for optional, and the loader's error that ended the invocation shows that it was not.
 */
function mayExplain(error: DistinctError): (observed: ObservedFinding) => boolean {
  const message = error.kind === "logged" ? null : loaderMessageOf(error);
  return ({ finding: { code, severity, package: name } }) =>
    severity !== "info" || (code === "unresolved-module" && message !== null && quotes(message, name));
}

function ranked(
  error: DistinctError,
  known: ReadonlyMap<string, ObservedFinding>,
  trace: Trace,
  loaded: LoadedCopies,
): Suspect[] {
  const facts = { trace, errorName: error.name, message: loaderMessageOf(error) };
  const findings = [...known.values()].map(({ finding }) => finding);
  return rankFindings(findings, facts, (copy) => loaded.usersOf(copy)).flatMap((one) => {
    const observed = known.get(one.finding.key);
    if (observed === undefined) return [];
    return [{ observed, strength: strengthOfTie(one), link: linkOf(one), quotation: null }];
  });
}

function linkOf({ finding: { package: name, winner }, tie: { by, frame, position } }: RankedFinding): Link {
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
