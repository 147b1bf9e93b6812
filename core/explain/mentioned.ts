/**
 * Whether the text of an error speaks of a module that was not found: `Please install pg to use this client`.
 * Packages that catch the module loader's error write such texts.
 */
import type { Finding } from "../findings/finding.ts";
import type { ErrorFacts } from "./error-facts.ts";

const maxText = 4_096;

export function isMentioned(finding: Finding, { text }: Pick<ErrorFacts, "text">): boolean {
  if (finding.code !== "unresolved-module" || text === null) return false;
  const part = text.slice(0, maxText);
  const isEdge = (char: string | undefined): boolean => char === undefined || !/[\w@/-]/.test(char);
  const { package: name } = finding;
  if (name === "") return false;
  for (let at = part.indexOf(name); at !== -1; at = part.indexOf(name, at + 1))
    if (isEdge(part[at - 1]) && isEdge(part[at + name.length])) return true;
  return false;
}
