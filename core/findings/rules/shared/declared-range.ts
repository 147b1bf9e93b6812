import Range from "semver/classes/range.js";
import diff from "semver/functions/diff.js";
import parse from "semver/functions/parse.js";
import type { PackageJson } from "../../../layout/package-json.ts";
import { acceptsPlain, plainDistance } from "./plain-version.ts";

export type DependencyField = "dependencies" | "optionalDependencies" | "peerDependencies";

export interface Declaration {
  readonly field: DependencyField;
  /** As package.json writes it. */
  readonly range: string;
  /** Absent is fine: an optional dependency or an optional peer. */
  readonly optional: boolean;
}

const maxRange = 512;

/**
 * What a package.json says about a package, by npm's precedence: optionalDependencies override dependencies.
 * devDependencies are not deployed.
 */
export function declarationOf(manifest: PackageJson | null, name: string): Declaration | null {
  const optional = manifest?.optionalDependencies.get(name);
  if (optional !== undefined) return { field: "optionalDependencies", range: optional, optional: true };
  const plain = manifest?.dependencies.get(name);
  if (plain !== undefined) return { field: "dependencies", range: plain, optional: false };
  const peer = manifest?.peerDependencies.get(name);
  if (peer !== undefined)
    return { field: "peerDependencies", range: peer, optional: manifest?.optionalPeers.has(name) === true };
  return null;
}

/**
 * Whether npm would accept this version for this range; null where versions do not decide: a tag, a path, a
 * URL, a workspace, an unreadable version. As npm's own check (arborist, dep-valid): loose parsing, a
 * prerelease only within a range that names one of the same release, and `*` takes anything. An alias
 * (`npm:name@range`) is judged by its range.
 */
export function accepts(range: string, version: string | null): boolean | null {
  const plain = version === null ? null : acceptsPlain(range, version);
  if (plain !== null) return plain;
  const parsed = parseRange(range);
  const parsedVersion = version === null ? null : parse(version, { loose: true });
  if (parsed === null || parsedVersion === null) return null;
  return parsed.range === "" || parsed.test(parsedVersion);
}

/**
 * Whether the range takes any version of this version's own line: the same major, or below 1.0.0 the same
 * minor, which is what a caret allows. Null as for `accepts`.
 */
export function acceptsLineOf(range: string, version: string | null): boolean | null {
  const parsed = parseRange(range);
  const line = version === null ? null : parse(version, { loose: true });
  if (parsed === null || line === null) return null;
  return parsed.intersects(new Range(line.major > 0 ? `^${line.major}.0.0` : `~0.${line.minor}.0`), {
    loose: true,
  });
}

export type VersionDistance = "none" | "patch" | "minor" | "major" | "unknown";

/** How far two versions are apart; a prerelease counts as a step of the kind it prepares. */
export function distance(left: string | null, right: string | null): VersionDistance {
  const plain = left === null || right === null ? null : plainDistance(left, right);
  if (plain !== null) return plain;
  const a = left === null ? null : parse(left, { loose: true });
  const b = right === null ? null : parse(right, { loose: true });
  if (a === null || b === null) return "unknown";
  const step = diff(a, b);
  if (step === null) return "none";
  if (step.endsWith("major")) return "major";
  return step.endsWith("minor") ? "minor" : "patch";
}

function parseRange(range: string): Range | null {
  const alias = /^npm:(?:@[^/@]+\/)?[^/@]+(?:@(?<range>.*))?$/s.exec(range);
  const wanted = alias === null ? range : (alias.groups?.["range"] ?? "*");
  if (wanted.length > maxRange) return null;
  try {
    return new Range(wanted, { loose: true });
  } catch {
    return null;
  }
}
