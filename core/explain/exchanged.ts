/**
 * Whether something that belongs to one copy of a package is asked of the other. That two copies run does no
 * harm by itself.
 *
 * An error in a copy, or in code that uses it, is about the two where something of the other one came to it.
 * Looked at are the calls on the way there:
 * 1. what they hand over, or what it was made from, comes from a package that uses the other copy;
 * 2. they hand over a text, such as the name of a model, that the code which uses the other copy has too;
 * 3. they hand over nothing, and only code that uses the other copy calls what may have set something up.
 *
 * So it is where code on the stack tests with `instanceof` for a class of the other copy: it may have been
 * meant to catch the error.
 *
 * A method that a copy lacks is about the two where a plug-in may have added it to the other one: its name is
 * in the code that was loaded of that copy and around it, and not in that of this copy.
 */
import type { FileSystem } from "../file-system.ts";
import type { Finding } from "../findings/finding.ts";
import { joinPath, parentOf } from "../layout/paths.ts";
import { parseBareSpecifier } from "../layout/specifier.ts";
import { type CodeText, codeTextOf } from "./code/code-text.ts";
import { hasWord } from "./code/copy-text.ts";
import { offsetOf } from "./code/expression-at.ts";
import { sourceOf } from "./code/lacks.ts";
import { localNamesIn, requestsIn, usedNames } from "./code/used-names.ts";
import { type Values, valuesAt, valuesOf } from "./code/values.ts";
import type { ErrorFacts } from "./error-facts.ts";
import type { Judged } from "./judge.ts";
import { packageOf, type Tie, type UsersOf } from "./tie.ts";
import type { LocatedFrame } from "./trace.ts";

export interface Surroundings {
  readonly files: FileSystem;
  readonly usersOf: UsersOf;
  modulesOf(copy: string): readonly string[];
}

/** The copy that the code which failed is or uses, and the other one. */
interface Sides {
  readonly about: string;
  readonly here: string;
  readonly other: string;
}

const maxLookedAt = 5;
const maxCallers = 4;
const maxRequests = 40;
/** Modules of the function's own that values are followed into. */
const maxSteps = 2;
const maxModules = 24;

/**
 * In steps: the packages of which that is so.
 * @param judged with what the code says
 * @param facts of the error to explain
 */
export function* exchangedIn(
  judged: readonly Pick<Judged, "finding" | "tie">[],
  facts: Pick<ErrorFacts, "trace" | "missing"> | undefined,
  known: Surroundings,
): Generator<void, ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { finding, tie } of judged.slice(0, maxLookedAt)) {
    // Another error of the chain has other frames.
    if (facts === undefined || facts.trace.site[tie.position] !== tie.frame) continue;
    const sides = sidesOf(finding, tie, known);
    if (sides !== null && (yield* isExchanged(sides, tie, facts, known))) found.add(finding.package);
  }
  return found;
}

function sidesOf(
  { code, package: about, winner, loser }: Finding,
  { frame }: Pick<Tie, "frame">,
  { usersOf }: Surroundings,
): Sides | null {
  if (code !== "duplicate-instance" || winner === null || loser === null || frame === null) return null;
  const { path } = frame.copy;
  const isHere = path === winner.path || (path !== loser.path && usersOf(winner.path).has(path));
  const [here, other] = isHere ? [winner.path, loser.path] : [loser.path, winner.path];
  return { about, here, other };
}

function* isExchanged(
  sides: Sides,
  tie: Pick<Tie, "by" | "frame" | "position">,
  { trace, missing }: Pick<ErrorFacts, "trace" | "missing">,
  known: Surroundings,
): Generator<void, boolean> {
  const callers = trace.site.slice(tie.position + 1).filter(({ copy }) => copy.path !== sides.here);
  if (yield* isHandedOver(sides, callers.slice(0, maxCallers), known)) return true;
  if (yield* isTestedFor(sides, trace.frames.slice(tie.position), known)) return true;
  const method = missing?.kind === "not-a-function" ? missing.name : null;
  return method !== null && tie.by === "user" && (yield* isAddedToOther(sides, tie, method, known));
}

function* isHandedOver(
  { about, here, other }: Sides,
  callers: readonly LocatedFrame[],
  known: Surroundings,
): Generator<void, boolean> {
  const mine = new Set(callers.map(({ copy }) => copy.path));
  const users = [...known.usersOf(other)].filter((user) => !mine.has(user));
  for (const { path, line, column, copy } of callers) {
    const text = line === null || column === null ? null : textAt(path, known.files);
    const at = text === null ? null : offsetOf(text.source, line ?? 0, column ?? 0);
    if (text === null || at === null) continue;
    yield;
    const values = valuesAt(text, at);
    // Which copy of such a package this code got decides.
    const packages = new Set(users.filter((user) => known.usersOf(user).has(copy.path)).map(packageOf));
    if (known.usersOf(other).has(copy.path)) packages.add(about);
    if (yield* comeFrom(values, { path, text }, packages, known.files, maxSteps)) return true;
    const requests = new Set(requestsIn(text, maxRequests));
    const texts = [...values.texts].filter((one) => one.length > 1 && !requests.has(one));
    if (texts.length > 0 && (yield* haveText(texts, users, known))) return true;
    const isBare = texts.length === 0 && /^[\w$]+\s*\(\s*\)/.test(text.code.slice(at, at + 200));
    if (isBare && users.length > 0 && (yield* isSetUp(about, users, [...known.usersOf(here)], known)))
      return true;
  }
  return false;
}

/** Code on the stack that got the other copy tests for a class of it. */
function* isTestedFor(
  { about, other }: Sides,
  frames: readonly LocatedFrame[],
  known: Surroundings,
): Generator<void, boolean> {
  const users = known.usersOf(other);
  const paths = new Set(frames.filter(({ copy }) => users.has(copy.path)).map(({ path }) => path));
  for (const path of [...paths].slice(0, maxCallers)) {
    const text = textAt(path, known.files);
    if (text === null) continue;
    yield;
    const locals = localNamesIn(text, (specifier) => parseBareSpecifier(specifier)?.package === about);
    for (const [, name = ""] of text.code.matchAll(/\binstanceof\s+([\w$\u0080-\uffff]+)/g))
      if (locals.has(name)) return true;
  }
  return false;
}

/** Of a method that the function's own code calls in vain. */
function* isAddedToOther(
  { here, other }: Sides,
  { frame }: Pick<Tie, "frame">,
  name: string,
  known: Surroundings,
): Generator<void, boolean> {
  const users = [...known.usersOf(other)].filter((user) => user !== frame?.copy.path);
  return (yield* haveName(name, [other, ...users], known)) && !(yield* haveName(name, [here], known));
}

function* haveName(name: string, copies: readonly string[], known: Surroundings): Generator<void, boolean> {
  for (const { code } of textsOf(copies, known)) {
    yield;
    if (hasWord(code, name)) return true;
  }
  return false;
}

/** Whether one of the values is of such a package, also through modules of the function's own. */
function* comeFrom(
  { names }: Values,
  { path, text }: { readonly path: string; readonly text: CodeText },
  packages: ReadonlySet<string>,
  files: FileSystem,
  steps: number,
): Generator<void, boolean> {
  for (const request of requestsIn(text, maxRequests)) {
    const name = parseBareSpecifier(request)?.package ?? null;
    const isOwn = request.startsWith(".") && steps > 0;
    if (!isOwn && (name === null || !packages.has(name))) continue;
    yield;
    const locals = localNamesIn(text, (specifier) => specifier === request);
    if (![...locals].some((local) => names.has(local))) continue;
    if (!isOwn) return true;
    const module = moduleAt(joinPath(parentOf(path) ?? "/", request), files);
    if (
      module !== null &&
      (yield* comeFrom(valuesOf(module.text, names), module, packages, files, steps - 1))
    )
      return true;
  }
  return false;
}

function moduleAt(path: string, files: FileSystem) {
  for (const one of [path, `${path}.js`, `${path}.mjs`, `${path}.cjs`, `${path}/index.js`]) {
    const text = textAt(one, files);
    if (text !== null) return { path: one, text };
  }
  return null;
}

function* haveText(
  texts: readonly string[],
  users: readonly string[],
  known: Surroundings,
): Generator<void, boolean> {
  for (const text of textsOf(users, known)) {
    yield;
    if (text.strings.some(({ content }) => texts.includes(content))) return true;
  }
  return false;
}

/** The users of the other copy use names of the package that those of this one do not. */
function* isSetUp(
  about: string,
  users: readonly string[],
  mine: readonly string[],
  known: Surroundings,
): Generator<void, boolean> {
  const [theirs, own] = [new Set<string>(), new Set<string>()];
  for (const [copies, found] of [
    [users, theirs],
    [mine, own],
  ] as const) {
    for (const { source } of textsOf(copies, known)) {
      yield;
      const used = usedNames(source, (specifier) => parseBareSpecifier(specifier)?.package === about);
      for (const { name } of used ?? []) found.add(name);
    }
  }
  return [...theirs].some((name) => !own.has(name));
}

function* textsOf(copies: readonly string[], { files, modulesOf }: Surroundings): Generator<CodeText, void> {
  let left = maxModules;
  for (const path of copies.flatMap((copy) => modulesOf(copy))) {
    if (left-- <= 0) return;
    const text = textAt(path, files);
    if (text !== null) yield text;
  }
}

function textAt(path: string, files: FileSystem): CodeText | null {
  const source = sourceOf(path, files);
  return source === null ? null : codeTextOf(source);
}
