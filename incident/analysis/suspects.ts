/**
 * Which findings may explain an error, the likeliest first:
 * 1. those that Outcrop itself named in its `failure` line: it saw the journal, so also who asked for a file that never loaded;
 * 2. those that the frames or the loader's message tie to it, ranked as Outcrop ranks them;
 * 3. for a process that ended without an error: native files whose load went wrong in the same environment at that time.
 * Only findings of the environments it was seen in, in force by then. An error that came from outside of the process has none.
 */
import { mixedRoots } from "../../core/findings/failure/mixed-roots.ts";
import { type RankedFinding, rankFindings } from "../../core/findings/failure/rank.ts";
import { parseFrame } from "../../core/findings/failure/stack.ts";
import { mixedRootsText, nothingSeen, reasonOf } from "../../core/findings/failure/texts.ts";
import { copiesOf, type Trace, traceOf } from "../../core/findings/failure/trace.ts";
import type { Finding } from "../../core/findings/finding.ts";
import type { Copy, DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import type { ExplainedError } from "./analysis.ts";
import { crashSuspects, wentWrong } from "./crash.ts";
import type { Fleet } from "./fleet.ts";
import { isForeign } from "./foreign-error.ts";
import { LoadedCopies } from "./loaded-copies.ts";
import { loaderMessageOf } from "./loader-message.ts";
import type { Strength, Suspect } from "./suspect.ts";
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

/** Lines of one invocation are written within this time. */
const AT_ONCE_MS = 10_000;
const MAX_SETS = 50;

export function tieError(error: DistinctError, fleet: Fleet): TiedError {
  const { environments, certain } = fleet.of(error);
  const loaded = new LoadedCopies(setsOf(environments));
  const trace = traceOf(error.frames, (path) => loaded.copyOf(path));
  const mixed = mixedRoots(copiesOf(trace.frames));
  const known = inForce(environments, error);
  const suspects = isForeign(error)
    ? []
    : merged(told(error, known), [...ranked(error, known, trace, loaded), ...crashSuspects(error, fleet)]);
  return {
    error,
    trace,
    frames: framesOf(error, trace),
    mixedRoots: error.told?.mixedRoots ?? (mixed === null ? null : mixedRootsText(mixed)),
    suspects,
    toldAlone: isForeign(error) ? null : toldAlone(error, environments),
    certain,
  };
}

function toldAlone({ told: line }: DistinctError, environments: readonly Environment[]): string | null {
  const blamed = line?.findings[0];
  if (line === null || blamed === undefined || line.explanation === "" || line.explanation.startsWith(nothingSeen)) return null;
  const isSeen = environments.some(({ findings }) => findings.some(({ finding }) => nameOf(finding) === blamed));
  return isSeen ? null : line.explanation;
}

function setsOf(environments: readonly Environment[]): readonly (readonly Copy[])[] {
  return [...new Set(environments.flatMap(({ loads }) => loads.map(({ copies }) => copies)))].slice(0, MAX_SETS);
}

/** By key; a finding that was told only after the error had last been seen explains none of it. */
function inForce(environments: readonly Environment[], { last }: DistinctError): ReadonlyMap<string, ObservedFinding> {
  const known = new Map<string, ObservedFinding>();
  for (const { findings } of environments) {
    for (const observed of findings) {
      const { key, severity, accepted } = observed.finding;
      if (accepted !== null || severity === "info" || (last > 0 && observed.at > last + AT_ONCE_MS)) continue;
      const earlier = known.get(key);
      if (earlier === undefined || (earlier.finding.severity === "warning" && severity === "error")) known.set(key, observed);
    }
  }
  return known;
}

function told({ told: line }: DistinctError, known: ReadonlyMap<string, ObservedFinding>): Suspect[] {
  if (line === null) return [];
  const findings = [...known.values()];
  return line.findings.flatMap((text, index) =>
    findings
      .filter(({ finding }) => nameOf(finding) === text)
      .map((observed): Suspect => {
        const tie =
          index === 0 ? "Outcrop named it when the error was thrown." : "Outcrop named it, after another, when the error was thrown.";
        const explanation = index === 0 ? line.explanation : sentences(tie, asSentence(observed.message));
        return {
          key: observed.finding.key,
          observed,
          strength: strengthOf(observed, wentWrong(observed) ? "strong" : "fair"),
          tie,
          explanation,
        };
      }),
  );
}

/** Each once, in the order of Outcrop's own, with what the frames say of its tie, and in Outcrop's words. */
function merged(toldOnes: readonly Suspect[], others: readonly Suspect[]): Suspect[] {
  const found = new Map<string, Suspect>();
  for (const suspect of toldOnes) {
    const other = others.find(({ key }) => key === suspect.key);
    const { tie, strength } = other ?? suspect;
    if (!found.has(suspect.key)) found.set(suspect.key, { ...suspect, tie, strength });
  }
  for (const suspect of others) if (!found.has(suspect.key)) found.set(suspect.key, suspect);
  return [...found.values()];
}

/** As a `failure` line names it. */
function nameOf({ code, package: name }: Finding): string {
  return `${code} ${name}`;
}

function ranked(error: DistinctError, known: ReadonlyMap<string, ObservedFinding>, trace: Trace, loaded: LoadedCopies): Suspect[] {
  const facts = { trace, errorName: error.name, message: loaderMessageOf(error) };
  const findings = [...known.values()].map(({ finding }) => finding);
  return rankFindings(findings, facts, (copy) => loaded.usersOf(copy)).flatMap((one) => {
    const observed = known.get(one.finding.key);
    if (observed === undefined) return [];
    const tie = reasonOf(one);
    const explanation = sentences(tie, asSentence(observed.message));
    return [{ key: one.finding.key, observed, strength: strengthOf(observed, strengthOfTie(one)), tie, explanation }];
  });
}

function strengthOfTie({ finding, tie }: RankedFinding): Strength {
  if (tie.named || tie.by === "loaded-by") return "strong";
  return tie.by === "frame" && finding.severity === "error" ? "strong" : "fair";
}

/** Whoever got a version that it asks for is not harmed by another copy that lies elsewhere. */
function strengthOf({ finding }: ObservedFinding, otherwise: Strength): Strength {
  const asked = finding.code === "shadowed-package" && finding.evidence.rangeAcceptsWinner === true;
  return asked ? "weak" : otherwise;
}

/** With the text each has in the stack. */
function framesOf({ frames }: DistinctError, trace: Trace): ExplainedError["frames"] {
  const found: ExplainedError["frames"][number][] = [];
  for (const text of frames) {
    const next = trace.frames[found.length];
    const frame = parseFrame(text);
    if (next === undefined || frame === null || frame.path !== next.path || frame.line !== next.line || frame.column !== next.column)
      continue;
    found.push({ text: text.trim(), copy: next.copy.root === "other" && next.copy.package === "(other)" ? null : next.copy });
  }
  return found;
}
