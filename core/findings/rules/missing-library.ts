/**
 * The loader does not find a library that a native file needs, the loader that a program names or the
 * interpreter that a script names; or the file it finds first is not a library. The search is the loader's
 * own (core/native/dynamic-loader.ts), through what the file's libraries need in turn.
 */
import { placeInNodeModules } from "../../layout/copy.ts";
import type { LostLibrary } from "../native/link-cause.ts";
import { nativeRule } from "./shared/native-rule.ts";
import { neededByPhrase, onPhrase } from "./shared/needed-by.ts";
import { inProject, quoted, repair } from "./shared/repair.ts";

export const missingLibrary = nativeRule({
  code: "missing-library",
  title: "A library that a native file needs is not found",
  looksForFittingFile: false,
  fault({ libraries: [first], file, script, on }) {
    if (first === undefined) return "needs a library";
    if (on !== null)
      return `${neededByPhrase(first.neededBy, file)} ${first.name}, which is not known to be${onPhrase(on)}`;
    if (script) return `is a script for ${visible(first.name)}, which is not there`;
    return lost(first, file);
  },
  details({ libraries, missing, searched }) {
    const names = libraries.map(({ name }) => name).join(", ");
    const all = missing < 2 ? "" : ` ${missing} libraries are missing in total: ${names}.`;
    return searched.length === 0 ? all : `${all} The loader looks in ${searched.join(", ")}.`;
  },
  fix(name, { file, libraries: [first], searched, script, cpu }) {
    const library = first?.name ?? "the library";
    if (script) return scriptFix(file, library);
    // $ORIGIN, or a folder next to it: the package brings the library along, and its loader looks nowhere
    // else.
    const packed = searched.find((folder) => folder.includes("/node_modules/"));
    if (packed === undefined)
      return `Put ${library} for Linux on ${cpu} into a layer at lib/, which is on the library path.`;
    const path = `${packed}/${library}`;
    const owner = placeInNodeModules(path)?.package ?? name;
    return (
      `The file looks for ${library} at ${packed}: the install or the bundler left it out. ` +
      repair(owner, path, { cpu })
    );
  },
});

/** A carriage return is part of the name. */
function visible(name: string): string {
  return name.replace("\r", "\\r");
}

function scriptFix(file: string, interpreter: string): string {
  return interpreter.endsWith("\r")
    ? `Run \`sed -i 's/\\r$//' ${quoted(inProject(file))}\` before packing: its lines end as on Windows.`
    : "Change the script's first line to a program that the runtime has, " +
        `or put ${interpreter} into a layer or an image.`;
}

function lost({ name, neededBy, broken, passedOver }: LostLibrary, file: string): string {
  const needs = `${neededByPhrase(neededBy, file)} ${name}`;
  if (broken !== null) return `${needs}; the loader finds ${broken} first, which is not a library`;
  return passedOver.length > 0
    ? `${needs}, which exists only for another CPU (${passedOver.join(", ")})`
    : `${needs}, which the loader does not find`;
}
