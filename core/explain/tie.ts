/**
 * What ties a finding to a failure. In the site of the failure (trace.ts), frame by frame from the innermost:
 * 1. `frame`: the frame's copy is one the finding is about;
 * 2. `loaded-by`: the finding is about a native file in a package that the frame's package loads. Wrappers
 *    such as napi-rs's hide its error;
 * 3. `importer`: the frame's own module is where the finding was seen: by an `error` only, since whoever
 *    imports a package is not yet harmed by it. In the function's own code that takes a TypeError too: code
 *    that got another version than it was written for finds undefined. And `message`: the module loader's
 *    text quotes its package or a path in one of its copies.
 */

import type { Finding } from "../findings/finding.ts";
import { findingKinds } from "../findings/finding.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import type { LocatedFrame, Trace } from "./trace.ts";

export interface Tie {
  readonly by: "frame" | "loaded-by" | "importer" | "message";
  /** Null where the message alone ties them. */
  readonly frame: LocatedFrame | null;
  /** The frame's place in the site, 0 for the innermost. */
  readonly position: number;
  /** The loader's message names it, whatever else ties them. */
  readonly named: boolean;
}

export interface FailureFacts {
  readonly trace: Trace;
  readonly errorName: string;
  /** Only what Node's module loader wrote. */
  readonly message: string | null;
}

/** The copies, by directory, that have imported this one. */
export type UsersOf = (copy: string) => ReadonlySet<string>;

const MAX_NODES = 200;

export function tieOf(
  finding: Finding,
  { trace, errorName, message }: FailureFacts,
  usersOf: UsersOf,
): Tie | null {
  const named = message !== null && isNamed(finding, message);
  const about = copiesOf(finding);
  const isNative = findingKinds[finding.code].family === "architecture" && finding.winner !== null;
  const users = isNative && finding.winner !== null ? usersOf(finding.winner.path) : new Set<string>();
  for (const [position, frame] of trace.site.entries()) {
    const by = frame.own
      ? sawIt(finding, frame) &&
        (named || (errorName === "TypeError" && finding.winner !== null)) &&
        "importer"
      : (about.has(frame.copy.path) && "frame") ||
        (users.has(frame.copy.path) && "loaded-by") ||
        (sawIt(finding, frame) && "importer");
    if (by !== false) return { by, frame, position, named };
  }
  return named ? { by: "message", frame: null, position: Number.POSITIVE_INFINITY, named } : null;
}

/** The module, or where several ran into it the package, in which an error-level finding was seen. */
function sawIt({ severity, importer, importers }: Finding, frame: LocatedFrame): boolean {
  if (importer === null || severity !== "error") return false;
  return (
    importer.path === frame.path || ((importers > 1 || !frame.own) && importer.copy.path === frame.copy.path)
  );
}

/** The directories of all copies a finding names; its importer only saw it. */
function copiesOf(finding: Finding): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [finding.winner, finding.loser, finding.evidence];
  for (let seen = 0; open.length > 0 && seen < MAX_NODES; seen++) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isCopy(value)) found.add(value.path);
    else open.push(...Object.values(value).slice(0, MAX_NODES));
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

/** A text of the module loader quotes the package, or a path inside one of its copies. */
function isNamed(finding: Finding, message: string): boolean {
  const quoted = [`'${finding.package}'`, `'${finding.package}/`, `/node_modules/${finding.package}/`];
  for (const copy of [finding.winner, finding.loser])
    if (copy !== null && copy.path !== "/") quoted.push(`${copy.path}/`);
  return quoted.some((text) => message.includes(text));
}
