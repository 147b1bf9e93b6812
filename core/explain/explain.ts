/**
 * A failure explained in the process: whose code it failed in, whether that code was mixed from several
 * roots, and which findings are its likeliest causes. The findings that are tied to it are judged twice:
 * first to see which are, then with what the code of their copies says (failing-code.ts).
 */
import type { FileSystem } from "../file-system.ts";
import type { Finding } from "../findings/finding.ts";
import type { FailureRecord } from "../journal/records.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import { errorsOf, type rootOf } from "./code/chain.ts";
import type { CopyTexts } from "./code/copy-text.ts";
import { type Confidence, confidenceAt } from "./confidence.ts";
import type { ErrorFacts, NameInCode } from "./error-facts.ts";
import { exchangedIn } from "./exchanged.ts";
import { calledPackages, type FailingCode, failingCode, type MissingIn, missingIn } from "./failing-code.ts";
import { equals, type Judged, judge } from "./judge.ts";
import { type MixedRoots, mixedRoots } from "./mixed-roots.ts";
import { becauseOf, severalOf, unexplained } from "./texts.ts";
import type { UsersOf } from "./tie.ts";
import { copiesOf, traceOf } from "./trace.ts";

/** What is known of the environment the error came from. */
export interface KnownWorld {
  readonly findings: readonly Finding[];
  readonly files: FileSystem;
  readonly texts: CopyTexts;
  copyOf(path: string): CopyRef;
  usersOf: UsersOf;
  /** Modules loaded from a copy. */
  modulesOf(copy: string): readonly string[];
}

export interface Explanation {
  /** The distinct copies of the stack, innermost first. */
  readonly copies: readonly CopyRef[];
  readonly mixed: MixedRoots | null;
  /** The likeliest cause first; what was ruled out comes last. */
  readonly judged: readonly Judged[];
  /** Null where nothing is a cause. */
  readonly cause: Judged | null;
  readonly confidence: Confidence | null;
  readonly thrown: FailingCode["thrown"];
  /** What the failing expression calls; null where it could not be read. */
  readonly called: ReadonlySet<string> | null;
  /** What is missing, as the code of the first finding's copies says. */
  readonly missing: MissingIn;
  readonly text: string;
}

/** Packages whose code is asked about a missing name. */
const maxLookedAt = 5;

/** In steps. */
export function* explainFailure(failure: FailureRecord, known: KnownWorld): Generator<void, Explanation> {
  const code = failingCode(failure, known.files);
  const chain = errorsOf(failure).map((error) => factsOf(error, failure, code, known));
  const usersOf = (copy: string): ReadonlySet<string> => known.usersOf(copy);
  const tied = judge(known.findings, chain, usersOf);
  yield;
  const looked = new Map<string, MissingIn>();
  for (const { finding } of tied) {
    if (looked.size >= maxLookedAt || looked.has(finding.package)) continue;
    const fullest = withLoser(finding, known.findings);
    looked.set(
      finding.package,
      yield* missingIn(code, fullest, known.texts, (copy) => known.modulesOf(copy)),
    );
  }
  const called = yield* calledPackages(code);
  const inCode = [...looked].flatMap(([name, missing]) => nameOf(name, missing) ?? []);
  const root = chain.findIndex((_, at) => errorsOf(failure)[at] === code.error);
  const facts = chain.map((one, at) => (at === root ? { ...one, inCode, called, begins: code.begins } : one));
  const exchanged = yield* exchangedIn(judge(known.findings, facts, usersOf), facts[root], known);
  const judged = judge(
    known.findings,
    facts.map((one, at) => (at === root ? { ...one, exchanged } : one)),
    usersOf,
  );
  const [first] = judged;
  const confidence = first === undefined ? null : confidenceAt(first.level);
  const cause = first === undefined || confidence === null ? null : first;
  const trace = (chain[root] ?? chain[0])?.trace ?? traceOf([], known.copyOf);
  const copies = copiesOf(trace.frames);
  return {
    copies,
    mixed: mixedRoots(copies),
    judged,
    cause,
    confidence,
    thrown: code.thrown,
    called,
    missing:
      looked.get(first?.finding.package ?? "") ??
      (yield* missingIn(code, null, known.texts, (copy) => known.modulesOf(copy))),
    text: cause === null ? unexplained(trace) : `${becauseOf(cause)}${severalOf(equals(judged))}`,
  };
}

/** The other copy may be known from another finding about the same winner. */
function withLoser(finding: Finding, findings: readonly Finding[]): Finding {
  if (finding.loser !== null || finding.winner === null) return finding;
  const { path } = finding.winner;
  const isSame = ({ winner, loser }: Finding): boolean => loser !== null && winner?.path === path;
  return { ...finding, loser: findings.find(isSame)?.loser ?? null };
}

function nameOf(packageName: string, { name, winnerHas, loserHas }: MissingIn): NameInCode | null {
  return name === null ? null : { package: packageName, name, winnerHas, loserHas };
}

function factsOf(
  { frames, name, code, missing }: ReturnType<typeof rootOf>,
  { message, ...failure }: FailureRecord,
  failing: FailingCode,
  known: KnownWorld,
): ErrorFacts {
  const isRoot = frames === failing.error.frames;
  return {
    name,
    code,
    loaderMessage: frames === failure.frames ? message : null,
    missing,
    thrown: isRoot ? failing.thrown : missing === null ? null : "by-engine",
    text: null,
    called: null,
    begins: null,
    exchanged: null,
    inCode: [],
    trace: traceOf(frames, (path) => known.copyOf(path)),
  };
}
