/**
 * The ranges and versions that nearly all packages have (`1.2.3`, `^1.2.3`, `~1.2.3`), judged as semver does
 * but without it: its first use in a process compiles more regular expressions than the rest of an analysis
 * takes. Whatever is not that plain is null, for semver to judge.
 */

const plainPattern = /^([\^~]?)(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

interface Plain {
  readonly operator: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export function acceptsPlain(range: string, version: string): boolean | null {
  const least = parsePlain(range);
  const found = parsePlain(version);
  if (least === null || found === null || found.operator !== "") return null;
  if (least.operator === "") return compare(least, found) === 0;
  if (compare(least, found) > 0 || least.major !== found.major) return false;
  if (least.operator === "~") return least.minor === found.minor;
  if (least.major > 0) return true;
  return least.minor === found.minor && (least.minor > 0 || least.patch === found.patch);
}

export function plainDistance(left: string, right: string): "none" | "patch" | "minor" | "major" | null {
  const a = parsePlain(left);
  const b = parsePlain(right);
  if (a === null || b === null || a.operator !== "" || b.operator !== "") return null;
  if (a.major !== b.major) return "major";
  if (a.minor !== b.minor) return "minor";
  return a.patch === b.patch ? "none" : "patch";
}

function compare(left: Plain, right: Plain): number {
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}

function parsePlain(text: string): Plain | null {
  const match = plainPattern.exec(text);
  return match === null
    ? null
    : { operator: match[1] ?? "", major: Number(match[2]), minor: Number(match[3]), patch: Number(match[4]) };
}
