/**
 * The loader does not find a library that a native file needs, or the loader that a program names; or the file
 * it finds first is not a library. The search is the loader's own (core/native/dynamic-loader.ts), through
 * what the file's libraries need in turn.
 */
import type { LostLibrary } from "../native/link-cause.ts";
import { nativeRule } from "./shared/native-rule.ts";
import { neededByPhrase } from "./shared/needed-by.ts";

export const missingLibrary = nativeRule({
  code: "missing-library",
  title: "A library that a native file needs is not found",
  looksForFittingFile: false,
  fault: ({ libraries: [first], file }) => (first === undefined ? "needs a library" : lost(first, file)),
  details({ libraries, missing, searched }) {
    const names = libraries.map(({ name }) => name).join(", ");
    const all = missing < 2 ? "" : ` ${missing} libraries are missing in total: ${names}.`;
    return searched.length === 0 ? all : `${all} The loader looks in ${searched.join(", ")}.`;
  },
  fix(name, { libraries }) {
    const library = libraries[0]?.name ?? "the library";
    return (
      `Put ${library} for this CPU into a layer at lib/, which is on the library path, ` +
      `or install ${name} with its optional dependencies.`
    );
  },
});

function lost({ name, neededBy, broken, passedOver }: LostLibrary, file: string): string {
  const needs = `${neededByPhrase(neededBy, file)} ${name}`;
  if (broken !== null) return `${needs}; the loader finds ${broken} first, which is not a library`;
  return passedOver.length > 0
    ? `${needs}, which exists only for another CPU (${passedOver.join(", ")})`
    : `${needs}, which the loader does not find`;
}
