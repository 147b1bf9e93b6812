/**
 * That two copies run does no harm by itself. They matter to an error
 * 1. where something of the one came to the other (exchanged.ts), or where the error says so;
 * 2. where code of both is on the stack. An error that code threw on purpose may still be about a refused
 *    value: then only if no one looked for what came from the one to the other;
 * 3. where the stack does not show who called the copy, and packages with the one use packages with the
 *    other, unless the error's class is the package's, which is for values that it refuses.
 */
import type { Finding } from "../findings/finding.ts";
import type { ErrorFacts } from "./error-facts.ts";
import { speaksOfCopies } from "./speaks-of-copies.ts";
import { isByCode } from "./thrown.ts";
import type { Tie } from "./tie.ts";
import type { Trace } from "./trace.ts";

/** True also for a finding that is not about two copies. */
export function isBetweenCopies(
  finding: Finding,
  { meets }: Pick<Tie, "meets">,
  { exchanged, name, thrown, trace, text }: ErrorFacts,
): boolean {
  const { code, evidence, package: about } = finding;
  if (code !== "duplicate-instance" || exchanged?.has(about) === true) return true;
  if (speaksOfCopies(finding, text)) return true;
  if (meets && (exchanged === null || !isByCode(thrown))) return true;
  return !showsCaller(finding, trace) && (evidence.metBy ?? null) !== null && !isClassOf(name, about);
}

/** Not where the copy failed later, as in a timer, or too deep. */
export function showsCaller({ package: about }: Finding, { site }: Trace): boolean {
  return site.some(({ copy }) => copy.package !== about);
}

/** `GraphQLError` of graphql: a package's own class is for values that it refuses. */
function isClassOf(name: string, packageName: string): boolean {
  const plain = (packageName.split("/").at(-1) ?? "").replaceAll(/[^a-z0-9]/gi, "").toLowerCase();
  return plain !== "" && name.toLowerCase().startsWith(plain);
}
