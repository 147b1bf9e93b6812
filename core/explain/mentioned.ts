/**
 * Whether the text of an error speaks of what a finding is about, though no loader wrote it:
 * 1. of a package that was not found: `Please install pg to use this client`; or of a native file that was
 *    not built, as it was asked for;
 * 2. of a native file that did not load, by its path or by the library that it lacks, or of a program that
 *    did not start, by its name.
 * Packages that catch such errors write such texts. A file of the importer's own package does not count: its
 * name is in many of its errors.
 */
import { type Finding, findingKinds } from "../findings/finding.ts";
import { lastSegment } from "../layout/paths.ts";
import type { ErrorFacts } from "./error-facts.ts";

const maxText = 4_096;

export function isMentioned(finding: Finding, { text }: Pick<ErrorFacts, "text">): boolean {
  if (text === null) return false;
  return namesOf(finding).some((name) => hasName(text.slice(0, maxText), name));
}

function namesOf({ code, package: name, importer, evidence }: Finding): readonly string[] {
  if ("unbuilt" in evidence && evidence.unbuilt != null) return [evidence.unbuilt.file, evidence.specifier];
  if (code === "unresolved-module") return importer?.copy.package === name ? [] : [name];
  if (findingKinds[code].family !== "architecture" || !("file" in evidence)) return [];
  const lost = "libraries" in evidence && !evidence.script ? evidence.libraries.map((one) => one.name) : [];
  // A shell, which names what it could not run, was not asked for a program alone.
  const likely = "outcome" in evidence && evidence.outcome === "likely" ? lastSegment(evidence.file) : null;
  return [evidence.file, "asked" in evidence ? evidence.asked : null, likely, ...lost].filter(
    (one) => typeof one === "string",
  );
}

function hasName(part: string, name: string): boolean {
  const isEdge = (char: string | undefined): boolean => char === undefined || !/[\w@/-]/.test(char);
  if (name === "") return false;
  for (let at = part.indexOf(name); at !== -1; at = part.indexOf(name, at + 1))
    if (isEdge(part[at - 1]) && isEdge(part[at + name.length])) return true;
  return false;
}
