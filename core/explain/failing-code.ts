/**
 * What the source at a failing frame says about an error, and about a finding that may explain it:
 * 1. Who threw it: the engine, or code that makes such an error itself.
 * 2. Which name is missing. The message has it as the source writes it, which may be an alias; the chain at
 *    the frame has the others (`rates` of `rates.table().map`). Of these it is one that the importing module
 *    is known to miss, else one that the winner's code does not have and the loser's has; else it is the
 *    message's.
 * 3. Whether it may leave: a name can be data (`rows[id]`), so it leaves only if it was found in code.
 */
import type { FileSystem } from "../file-system.ts";
import type { Finding } from "../findings/finding.ts";
import type { CauseRecord, FailureRecord } from "../journal/records.ts";
import { parseBareSpecifier } from "../layout/specifier.ts";
import { rootOf } from "./code/chain.ts";
import { type CodeText, codeTextOf } from "./code/code-text.ts";
import { type CopyTexts, hasWord } from "./code/copy-text.ts";
import { type ExpressionAt, expressionAt, offsetOf } from "./code/expression-at.ts";
import { isHandedOver } from "./code/handed-over.ts";
import { type LackedName, sourceOf } from "./code/lacks.ts";
import type { MissingName } from "./code/missing-name.ts";
import { localNamesIn, requestsIn } from "./code/used-names.ts";
import { isOfPlatform } from "./handed.ts";
import { parseFrame } from "./stack.ts";
import type { Thrown } from "./thrown.ts";

/** Requests of a module that are looked at. */
const maxRequests = 40;

export interface FailingCode {
  /** The error that was looked at: the innermost, where the others only wrap it. */
  readonly error: CauseRecord;
  readonly thrown: Thrown;
  readonly expression: ExpressionAt | null;
  /** See ErrorFacts. */
  readonly begins: string | null;
  /** The failing module's text; null where it cannot be read. */
  readonly source: string | null;
  /** The same, where it is small enough to be looked at. */
  readonly code: CodeText | null;
}

/** What is missing, as far as it may leave, and which copy of a finding has it. */
export interface MissingIn {
  /** Null where the error is not about a name. */
  readonly kind: MissingName["kind"] | null;
  readonly name: string | null;
  readonly of: string | null;
  readonly winnerHas: boolean | null;
  readonly loserHas: boolean | null;
}

/** JavaScript's own errors, which the engine throws. */
const engineErrors: ReadonlySet<string> = new Set([
  "TypeError",
  "ReferenceError",
  "RangeError",
  "SyntaxError",
]);

export function failingCode(failure: FailureRecord, files: FileSystem): FailingCode {
  const error = rootOf(failure);
  const place = firstPlace(error.frames);
  const source = place === null ? null : sourceOf(place.path, files);
  const code = source === null ? null : codeTextOf(source);
  const expression = place === null ? null : expressionAt(code, place.line, place.column);
  const begins = place === null ? null : beginsWith(code, expression, place);
  return { error, thrown: thrownBy(error, expression), expression, begins, source, code };
}

function beginsWith(code: CodeText | null, expression: ExpressionAt | null, place: Place): string | null {
  const [head, ...others] = expression?.names ?? [];
  if (code === null || head === undefined || others.length === 0) return null;
  const at = offsetOf(code.source, place.line, place.column);
  return at !== null && isHandedOver(code, at, head, isOfPlatform) ? "event" : head;
}

/**
 * In steps: each looks through the source once. The packages, or built-in modules, whose names in the failing
 * module are in the expression that failed; or the global that it calls, such as `JSON`. Null without an
 * expression.
 */
export function* calledPackages({
  code,
  expression,
}: FailingCode): Generator<void, ReadonlySet<string> | null> {
  if (code === null || expression === null || expression.names.length === 0) return null;
  const { required } = expression;
  if (required !== null) return new Set(packagesIn([required]));
  const names = new Set([...expression.names, ...expression.given]);
  const called = new Set<string>();
  const [head = ""] = expression.names;
  if (expression.names.length > 1 && head in globalThis) called.add(head);
  for (const name of new Set(packagesIn(requestsIn(code, maxRequests)))) {
    yield;
    const locals = localNamesIn(code, (specifier) => packagesIn([specifier])[0] === name);
    if ([...locals].some((local) => names.has(local))) called.add(name);
  }
  return called;
}

/** Packages and built-in modules; not the function's own files. */
function packagesIn(specifiers: readonly string[]): readonly string[] {
  return specifiers.flatMap((specifier) => {
    const name = parseBareSpecifier(specifier)?.package ?? (specifier.startsWith("node:") ? specifier : null);
    return name ?? [];
  });
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Of the innermost frame, unless it is Node's own code: then nothing of the function failed there. */
function firstPlace(frames: readonly string[]): Place | null {
  for (const line of frames) {
    const frame = parseFrame(line);
    if (frame === null) continue;
    const { path, line: row, column } = frame;
    return row === null || column === null || path.startsWith("node:") ? null : { path, line: row, column };
  }
  return null;
}

function thrownBy({ name, missing }: CauseRecord, expression: ExpressionAt | null): Thrown {
  // A name such as `prettifyError` reads as if it made an error.
  if (missing !== null && missing.name === expression?.names.at(-1)) return "by-engine";
  // The runtime client wraps what it could not load, with the loader's own text.
  if (name.startsWith("Runtime.")) return null;
  if (name === "AggregateError") return "wrapping";
  if (expression?.throws === true) return expression.wraps ? "wrapping" : "on-purpose";
  if (missing !== null) return "by-engine";
  return expression?.throws === false && engineErrors.has(name) ? "by-engine" : null;
}

/** In steps. @param finding the one that explains the failure best; null where none does */
export function* missingIn(
  { error, expression, source, thrown }: FailingCode,
  finding: Finding | null,
  texts: CopyTexts,
  modulesOf: (copy: string) => readonly string[],
): Generator<void, MissingIn> {
  const { missing } = error;
  const engine = thrown === "by-engine";
  const nothing = { kind: missing?.kind ?? null, name: null, of: null, winnerHas: null, loserHas: null };
  if (missing === null && !engine) return nothing;
  const lacked = engine ? lackedOf(finding, error, expression) : null;
  if (lacked !== null)
    return {
      kind: missing?.kind ?? "other",
      name: lacked.name,
      of: lacked.as[0] ?? null,
      winnerHas: false,
      loserHas: lacked.loserHas,
    };
  const names = candidates(missing, expression);
  const winner = finding?.winner?.path ?? null;
  const loser = finding?.loser?.path ?? null;
  const inWinner =
    winner === null ? null : yield* texts.seeking(winner, names, modulesOf(winner), "anywhere");
  const inLoser = loser === null ? null : yield* texts.seeking(loser, names, modulesOf(loser), "anywhere");
  const name =
    (engine ? names.find((one) => inWinner?.get(one) === false && inLoser?.get(one) === true) : undefined) ??
    missing?.name ??
    null;
  if (name === null) return { ...nothing, of: told(missing?.of ?? null, source) };
  const winnerHas = inWinner?.get(name) ?? null;
  const loserHas = inLoser?.get(name) ?? null;
  const isCode = winnerHas === true || loserHas === true || told(name, source) !== null;
  return {
    kind: missing?.kind ?? "other",
    name: isCode ? name : null,
    of: name === missing?.name ? told(missing.of, source) : null,
    winnerHas,
    loserHas,
  };
}

/**
 * A name that the importing module is known to miss in the finding's winner: by the package's name for it
 * anywhere in the failing chain, by the module's own where that is what was called or read from.
 */
function lackedOf(
  finding: Finding | null,
  { missing }: CauseRecord,
  expression: ExpressionAt | null,
): LackedName | null {
  const lacks =
    finding?.code === "range-violation" || finding?.code === "shadowed-package"
      ? finding.evidence.lacks
      : null;
  if (lacks == null || lacks.length === 0) return null;
  const chain = expression?.names ?? (missing?.name == null ? [] : [missing.name]);
  const last = chain.at(-1);
  const before = missing?.kind === "undefined-property" ? chain.at(-2) : undefined;
  const given = last === missing?.name ? [] : (expression?.given ?? []);
  const isNamed = ({ name, as }: LackedName): boolean =>
    name === missing?.name ||
    chain.includes(name) ||
    given.includes(name) ||
    as.some((local) => local === last || (local === before && chain.length === 2));
  return lacks.find(isNamed) ?? null;
}

/** The message's name first, then the chain's from its end. */
function candidates(missing: MissingName | null, expression: ExpressionAt | null): readonly string[] {
  const chain = [...(expression?.names ?? [])].reverse();
  const own = missing?.name == null ? [] : [missing.name];
  return [...new Set([...own, ...chain])]
    .filter((name) => name.length > 1 && name !== "default")
    .slice(0, 20);
}

/** The text where each name in it is in the failing module's own code. */
function told(text: string | null, source: string | null): string | null {
  if (text === null || source === null) return null;
  const names = text.match(/[\p{ID_Continue}$]+/gu) ?? [];
  const known = (name: string): boolean => hasWord(source, name) || /^(?:intermediate|value|0)$/.test(name);
  return names.every(known) ? text : null;
}
