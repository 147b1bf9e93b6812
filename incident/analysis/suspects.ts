/**
 * Which findings may explain an error, the likeliest first:
 * 1. those that Outcrop itself named in its `failure` line: it saw the journal, so also who asked for a file
 *    that never loaded;
 * 2. those that the frames or the loader's message tie to it, ranked as Outcrop ranks them;
 * 3. for a process that ended without an error: native files whose load went wrong in the same environment at
 *    that time;
 * 4. what a healthy package may have as well, and circumstances make a cause (missed-module.ts,
 *    hidden-newer.ts). Only findings of the environments it was seen in, in force by then. An error that came
 *    from outside of the process has none.
 */
import { mixedRoots } from "../../core/explain/mixed-roots.ts";
import { rankFindings } from "../../core/explain/rank.ts";
import { parseFrame } from "../../core/explain/stack.ts";
import { mixedRootsText, reasonOf } from "../../core/explain/texts.ts";
import { copiesOf, type Trace, traceOf } from "../../core/explain/trace.ts";
import type { Copy, DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import type { ExplainedError } from "./analysis.ts";
import { crashSuspects } from "./crash.ts";
import type { Fleet } from "./fleet.ts";
import { isForeign } from "./foreign-error.ts";
import { hiddenNewer } from "./hidden-newer.ts";
import { inForce } from "./in-force.ts";
import { LoadedCopies } from "./loaded-copies.ts";
import { loaderMessageOf, quotes } from "./loader-message.ts";
import { missedModules } from "./missed-module.ts";
import { strengthOfRanked, weakened } from "./strength.ts";
import type { Suspect } from "./suspect.ts";
import { toldAlone, toldSuspects, withTold } from "./told.ts";
import { asSentence, sentences } from "./words.ts";

export interface TiedError {
  readonly error: DistinctError;
  readonly trace: Trace;
  readonly frames: ExplainedError["frames"];
  readonly mixedRoots: string | null;
  readonly suspects: readonly Suspect[];
  /** What Outcrop explained it by, where that finding's own line is not in these logs. */
  readonly toldAlone: string | null;
  /** It is known which environments it happened in. */
  readonly certain: boolean;
}

const MAX_SETS = 50;

/** @param others environments of another time, to hold its own against */
export function tieError(error: DistinctError, fleet: Fleet, others: readonly Environment[] = []): TiedError {
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
  const suspects = withTold(toldSuspects(error, known), seen).map((suspect) => ({
    ...suspect,
    strength: weakened(suspect.observed, error, byLoader, suspect.strength),
  }));
  return {
    error,
    trace,
    frames: framesOf(error, trace),
    mixedRoots: error.told?.mixedRoots ?? (mixed === null ? null : mixedRootsText(mixed)),
    suspects: isForeign(error) ? [] : suspects,
    toldAlone: isForeign(error) ? null : toldAlone(error, environments),
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
 * What is `info` explains nothing, but for a module that was not found: Outcrop takes that for optional where
 * it is not declared, and the loader's error that ended the invocation says that it was not.
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
    const tie = reasonOf(one);
    const explanation = sentences(tie, asSentence(observed.message));
    return [{ key: one.finding.key, observed, strength: strengthOfRanked(one), tie, explanation }];
  });
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
      copy: next.copy.root === "other" && next.copy.package === "(other)" ? null : next.copy,
    });
  }
  return found;
}
