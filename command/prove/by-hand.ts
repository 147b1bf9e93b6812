/** The edits of a repair as a person makes them: commands for the folders that were given. */
import { existsSync } from "node:fs";
import { parentOf } from "../../core/layout/paths.ts";
import { targetOf } from "./apply.ts";
import { placeOf, placesWith, zipsOf } from "./artefacts/places.ts";
import type { Artefacts } from "./artefacts/tree.ts";
import { installOptions, specOf } from "./install.ts";
import type { Edit } from "./repairs/repair.ts";

export function byHand(edits: readonly Edit[], artefacts: Artefacts): readonly string[] {
  const places: string[] = [];
  const shown = (place: string): string => {
    places.push(place);
    return quoted(place);
  };
  const commands = edits.flatMap((edit) => commandsOf(edit, artefacts, shown));
  const zips = zipsOf(artefacts, places);
  if (zips.length === 0) return commands;
  return [`Unpack ${zips.join(", ")} first: what follows the colon is a path in it.`, ...commands];
}

function commandsOf(edit: Edit, artefacts: Artefacts, shown: (place: string) => string): readonly string[] {
  const at = (path: string): string => shown(placeOf(artefacts, path));
  const removed = (path: string, without: number | null = null): string[] =>
    placesWith(artefacts, path, without).map((place) => `rm -r ${shown(place)}`);
  const cleared = (path: string): string[] => {
    const parent = parentOf(placeOf(artefacts, path)) ?? ".";
    const isMissing = !existsSync(parent) && zipsOf(artefacts, [parent]).length === 0;
    return [...removed(path), ...(isMissing ? [`mkdir -p ${shown(parent)}`] : [])];
  };
  switch (edit.kind) {
    case "copy":
      return [...cleared(edit.to), `cp -a ${at(edit.from)} ${at(edit.to)}`];
    case "remove":
      return removed(edit.path);
    case "link":
      return [...cleared(edit.path), `ln -s ${quoted(targetOf(edit))} ${at(edit.path)}`];
    case "mode":
      return [`chmod ${edit.mode.toString(8)} ${at(edit.path)}`];
    case "specifier":
      return [`In ${at(edit.file)}, write "${edit.to}" for "${edit.from}".`];
    case "one-layer":
      return removed(edit.path, edit.layer);
    case "install": {
      const options = [...installOptions(edit), "--prefix", at(folderOf(edit.to))].join(" ");
      return [`npm ${options} ${quoted(specOf(edit))}`];
    }
    case "node":
      return [`Set the function's runtime to nodejs${edit.line}.x.`];
  }
}

/** The folder whose node_modules has it. */
function folderOf(path: string): string {
  const end = path.lastIndexOf("/node_modules/");
  return end > 0 ? path.slice(0, end) : (parentOf(path) ?? "/");
}

function quoted(text: string): string {
  return /^[\w@%+=:,./^~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
