/**
 * Whether the text of an error speaks of what a finding is about, though it need not name it:
 * 1. of several versions or copies: `Cannot mix different versions of joi schemas`, `from another realm`;
 * 2. of the version that one of the copies has: `expected '5.x' fastify version, '4.28.1' is installed`;
 * 3. of a name that code which uses the one copy takes from a package that got the other.
 * Code writes the first two only where it has looked.
 */
import type { Finding } from "../findings/finding.ts";

const maxText = 4_096;
const maxTaken = 100;
const many =
  "another|different|multiple|several|two|more than one|only one|duplicate|conflicting|mix(?:ed|ing)?";
const several = new RegExp(
  `\\b(?:${many})\\b[^.\\n]{0,60}\\b(?:versions?|instances?|cop(?:y|ies)|realms?)\\b`,
  "i",
);
const ofVersion = /\bversions?\b|\bexpect|\brequire|\binstalled\b|\bcompatible\b|\bloaded with\b/i;

export function speaksOfCopies(finding: Finding, text: string | null): boolean {
  if (text === null) return false;
  const part = text.slice(0, maxText);
  if (finding.code === "duplicate-instance" && (several.test(part) || namesTaken(finding, part))) return true;
  // A copy that the range accepts is not the wrong version.
  const isAskedFor = finding.code === "shadowed-package" && finding.evidence.rangeAcceptsWinner === true;
  return !isAskedFor && ofVersion.test(part) && namesVersion(finding, part);
}

function namesVersion({ package: name, winner, loser }: Finding, text: string): boolean {
  return [winner?.version, loser?.version].some((version) => {
    if (version == null) return false;
    const major = version.split(".", 1)[0] ?? version;
    return hasWhole(text, version) || hasWhole(text, `${name} ${major}.x`);
  });
}

function namesTaken({ evidence }: Finding, text: string): boolean {
  const metBy: unknown = "metBy" in evidence ? evidence.metBy : null;
  const taken: unknown = typeof metBy === "object" && metBy !== null && "taken" in metBy ? metBy.taken : null;
  if (!Array.isArray(taken)) return false;
  return taken.slice(0, maxTaken).some((name) => typeof name === "string" && hasWhole(text, name));
}

function hasWhole(text: string, part: string): boolean {
  if (part.length < 3) return false;
  const isEdge = (char: string | undefined): boolean => char === undefined || !/[\w$]/.test(char);
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1))
    if (isEdge(text[at - 1]) && isEdge(text[at + part.length])) return true;
  return false;
}
