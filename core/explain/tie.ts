/**
 * What ties a finding to a failure. In the site of the failure (trace.ts), frame by frame from the innermost:
 * 1. `frame`: the frame's copy is one the finding is about;
 * 2. `loaded-by`: the finding is about a native file in a package that the frame's package loads. Wrappers
 *    such as napi-rs's hide its error;
 * 3. `importer`: the frame's own module, or a module of its package, is where the finding was seen. In the
 *    function's own code that is an error that the engine threw: code that got another version than it was
 *    written for finds undefined. Or one that the function threw, since it may wrap another one. Or one whose
 *    text speaks of the module that was not found;
 * 4. `user`: two copies of one package ran, and the frame's package uses one of them; or the function's own
 *    code calls a package there that does. And `message`: the module loader's text quotes its package or a
 *    path in one of its copies, or the dynamic loader's says what is wrong with such a file;
 * 5. `message` also: an error without a stack names what the importer takes from a copy that lacks it;
 * 6. `behind`: the error wraps another one, which is not known. It may come from any finding that is broken.
 */
import type { Finding } from "../findings/finding.ts";
import { findingKinds } from "../findings/finding.ts";
import { placeInNodeModules } from "../layout/copy.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import { didNotLoad } from "./did-not-load.ts";
import type { ErrorFacts } from "./error-facts.ts";
import { lackedIn, lacksOf } from "./lacks.ts";
import { loaderSays } from "./loader-says.ts";
import { isMentioned } from "./mentioned.ts";
import { isByCode } from "./thrown.ts";
import type { LocatedFrame } from "./trace.ts";

export interface Tie {
  readonly by: "frame" | "loaded-by" | "importer" | "user" | "behind" | "message";
  /** Null where the message alone ties them. */
  readonly frame: LocatedFrame | null;
  /** The frame's place in the site, 0 for the innermost. */
  readonly position: number;
  /** The loader's message names it, whatever else ties them. */
  readonly named: boolean;
  /** Of two copies: the code that failed uses the one, and other code on the stack is or uses the other. */
  readonly meets: boolean;
}

/** The copies, by directory, that have imported this one. */
export type UsersOf = (copy: string) => ReadonlySet<string>;

const maxNodes = 200;
const nobody: ReadonlySet<string> = new Set();

export function tieOf(finding: Finding, facts: ErrorFacts, usersOf: UsersOf): Tie | null {
  const named = isNamedBy(finding, facts);
  const about = copiesOf(finding);
  const loaders = loadersOf(finding, usersOf);
  const users = usersOfEither(finding, usersOf);
  for (const [position, frame] of facts.trace.site.entries()) {
    const by = frame.own
      ? ownTie(finding, { frame, position, named }, facts, users)
      : (about.has(frame.copy.path) && "frame") ||
        (loaders.has(frame.copy.path) && "loaded-by") ||
        (sawIt(finding, frame) && "importer") ||
        (users.has(frame.copy.path) && "user");
    if (by === false) continue;
    return { by, frame, position, named, meets: meetOnStack(finding, frame, facts, usersOf) };
  }
  const nowhere = { position: Number.POSITIVE_INFINITY, meets: false };
  const isAlone = facts.trace.frames.length === 0 && lacksWhatIsNamed(finding, facts);
  if (named || isAlone || loaderSays(finding, facts) !== null)
    return { by: "message", named, frame: null, ...nowhere };
  const [wrapper] = facts.trace.site;
  const mayBeBehind = facts.thrown === "wrapping" && wrapper !== undefined && isBroken(finding);
  return mayBeBehind ? { by: "behind", named, frame: wrapper, ...nowhere } : null;
}

/** Where no stack shows who failed: the importer of the finding takes the name that the error names. */
function lacksWhatIsNamed(finding: Finding, { missing }: ErrorFacts): boolean {
  const lacked = missing === null ? null : lackedIn(finding, missing);
  return lacked !== null && lacked.loserHas !== false;
}

/** Code that uses it fails, or got over it. */
function isBroken(finding: Finding): boolean {
  const { code, severity } = finding;
  return severity === "error" || code === "unresolved-module" || didNotLoad(finding) || lacksOthers(finding);
}

/** An importer takes a name in vain that the other copy has. */
function lacksOthers(finding: Finding): boolean {
  return finding.severity !== "info" && lacksOf(finding)?.some(({ loserHas }) => loserHas === true) === true;
}

/** The function's own code. What it throws on purpose may wrap what it caught from any package. */
function ownTie(
  finding: Finding,
  { frame, position, named }: Pick<Tie, "position" | "named"> & { readonly frame: LocatedFrame },
  facts: ErrorFacts,
  users: ReadonlySet<string>,
): "importer" | "user" | false {
  const called = facts.called ?? new Set();
  const isThrown = isByCode(facts.thrown);
  const threw = isThrown && position === 0;
  // A package may ask in the name of the code that calls it, as `createRequire` lets it.
  const isToldOf = isThrown && isMentioned(finding, facts);
  if (
    sawIt(finding, frame) &&
    (named || threw || isToldOf || isByEngine(facts) || called.has(finding.package))
  )
    return "importer";
  // It calls the package itself, of which it has one copy.
  const calls = called.has(finding.package) || threw;
  const meets = calls && users.has(frame.copy.path);
  return (meets || [...users].some((user) => called.has(packageOf(user)))) && "user";
}

/** Of a copy's directory. */
export function packageOf(directory: string): string {
  return placeInNodeModules(`${directory}/`)?.package ?? directory;
}

/** Without the message, JavaScript's own class says as much as is known. */
function isByEngine({ thrown, name }: ErrorFacts): boolean {
  return thrown === "by-engine" || (thrown === null && name === "TypeError");
}

function loadersOf({ code, winner }: Finding, usersOf: UsersOf): ReadonlySet<string> {
  const isNative = findingKinds[code].family === "architecture";
  return isNative && winner !== null ? usersOf(winner.path) : nobody;
}

/** Of two copies of one package: each has classes, registries and connections of its own. */
function usersOfEither({ code, winner, loser }: Finding, usersOf: UsersOf): ReadonlySet<string> {
  if (code !== "duplicate-instance" || winner === null || loser === null) return nobody;
  return new Set([...usersOf(winner.path), ...usersOf(loser.path)]);
}

function meetOnStack(
  { code, winner, loser }: Finding,
  frame: LocatedFrame,
  { trace }: ErrorFacts,
  usersOf: UsersOf,
): boolean {
  if (code !== "duplicate-instance" || winner === null || loser === null) return false;
  const isOrUses = ({ copy: { path } }: LocatedFrame, copy: string): boolean =>
    path === copy || usersOf(copy).has(path);
  return [
    [winner.path, loser.path],
    [loser.path, winner.path],
  ].some(
    ([one = "", other = ""]) =>
      isOrUses(frame, one) && trace.frames.some((each) => each !== frame && isOrUses(each, other)),
  );
}

/** The module, or where several ran into it the package, in which the finding was seen. */
function sawIt({ code, severity, importer, importers }: Finding, frame: LocatedFrame): boolean {
  if (importer === null || (severity === "info" && code !== "unresolved-module")) return false;
  return (
    importer.path === frame.path || ((importers > 1 || !frame.own) && importer.copy.path === frame.copy.path)
  );
}

/** The directories of all copies a finding names; its importer only saw it. */
function copiesOf(finding: Finding): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [finding.winner, finding.loser, finding.evidence];
  for (let seen = 0; open.length > 0 && seen < maxNodes; seen++) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isCopy(value)) found.add(value.path);
    else open.push(...Object.values(value).slice(0, maxNodes));
  }
  return found;
}

function isCopy(value: object): value is CopyRef {
  return (
    "package" in value &&
    "version" in value &&
    "root" in value &&
    "path" in value &&
    typeof value.path === "string"
  );
}

function isNamedBy(finding: Finding, facts: ErrorFacts): boolean {
  const { loaderMessage } = facts;
  if (loaderMessage !== null && isNamed(finding, loaderMessage)) return true;
  const isNative = findingKinds[finding.code].family === "architecture" && finding.severity !== "info";
  return isNative && (isMentioned(finding, facts) || isMentioned(finding, { text: loaderMessage }));
}

/** The folder of own code has packages and programs in it that a native file there has nothing to do with. */
function isWide({ code }: Finding, { path }: CopyRef): boolean {
  return findingKinds[code].family === "architecture" && placeInNodeModules(`${path}/`) === null;
}

/** A text of the module loader quotes the package, or a path inside one of its copies. */
function isNamed(finding: Finding, message: string): boolean {
  const quoted = [`'${finding.package}'`, `'${finding.package}/`, `/node_modules/${finding.package}/`];
  for (const copy of [finding.winner, finding.loser])
    if (copy !== null && copy.path !== "/" && !isWide(finding, copy)) quoted.push(`${copy.path}/`);
  return quoted.some((text) => message.includes(text));
}
