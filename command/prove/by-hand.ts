/** The edits of a repair as a person makes them: commands for the folders that were given. */
import { parentOf } from "../../core/layout/paths.ts";
import { targetOf } from "./apply.ts";
import { installOptions, specOf } from "./install.ts";
import type { Edit } from "./repair.ts";
import { type Artefacts, placeOf } from "./tree.ts";

export function byHand(edits: readonly Edit[], artefacts: Artefacts): readonly string[] {
  return edits.flatMap((edit) => commandsOf(edit, (path) => quoted(placeOf(artefacts, path))));
}

function commandsOf(edit: Edit, at: (path: string) => string): readonly string[] {
  switch (edit.kind) {
    case "copy":
      return [`rm -rf ${at(edit.to)}`, `cp -a ${at(edit.from)} ${at(edit.to)}`];
    case "remove":
      return [`rm -r ${at(edit.path)}`];
    case "link":
      return [`rm -rf ${at(edit.path)}`, `ln -s ${quoted(targetOf(edit))} ${at(edit.path)}`];
    case "mode":
      return [`chmod ${edit.mode.toString(8)} ${at(edit.path)}`];
    case "specifier":
      return [`In ${at(edit.file)}, write "${edit.to}" for "${edit.from}".`];
    case "install":
      return [`cd ${at(folderOf(edit.to))} && npm ${installOptions(edit).join(" ")} ${quoted(specOf(edit))}`];
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
