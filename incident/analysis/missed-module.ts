/**
 * A package that catches the loader's error and throws its own hides what was missing: sharp asks for its
 * binary and then says only that it could not load. Outcrop takes a module that was not found for a warning
 * there, since packages try such things; so this tie is weak, and needs circumstances.
 */

import type { Trace } from "../../core/explain/trace.ts";
import { located } from "../../core/layout/copy-ref.ts";
import type { ObservedFinding } from "../model/model.ts";
import type { Suspect } from "./suspect.ts";
import { asSentence, sentences } from "./words.ts";

/** @param known the findings in force */
export function missedModules(known: Iterable<ObservedFinding>, { site: [innermost] }: Trace): Suspect[] {
  if (innermost === undefined || innermost.own) return [];
  return [...known].flatMap((observed): Suspect | [] => {
    const { code, key, severity, importer, package: name } = observed.finding;
    if (code !== "unresolved-module" || severity !== "warning" || importer?.copy.path !== innermost.copy.path)
      return [];
    const tie = `It failed in ${located(innermost.copy)}, which had asked for ${name} in vain.`;
    return {
      key,
      observed,
      strength: "weak",
      tie,
      explanation: sentences(tie, asSentence(observed.message)),
    };
  });
}
