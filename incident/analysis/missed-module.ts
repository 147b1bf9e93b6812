/**
 * A package that catches the loader's error and throws its own hides what was missing: sharp asks for its
 * binary and then says only that it could not load. Packages often try to load modules that may be missing,
 * so the finding is a warning, and this link is weak: it needs circumstances.
 */
import type { Trace } from "../../core/explain/trace.ts";
import type { ObservedFinding } from "../model/model.ts";
import type { Suspect } from "./suspect.ts";

/** @param known the findings in force */
export function missedModules(known: Iterable<ObservedFinding>, { site: [innermost] }: Trace): Suspect[] {
  if (innermost === undefined || innermost.own) return [];
  return [...known].flatMap((observed): Suspect | [] => {
    const { code, severity, importer, package: name } = observed.finding;
    if (code !== "unresolved-module" || severity !== "warning" || importer?.copy.path !== innermost.copy.path)
      return [];
    const link = { kind: "missed-module", package: name, importer: innermost.copy } as const;
    return { observed, strength: "weak", link, quotation: null };
  });
}
