/** Paths of the running function as the person knows them who packed the function and its layers. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { isInside, parentOf } from "../../../core/layout/paths.ts";
import type { Artefact, Artefacts } from "./tree.ts";

/**
 * Where something at that path belongs: in the function, in the last layer that has it, or in the one that
 * has the folder it is to be in.
 */
export function placeOf({ function: task, layers }: Artefacts, path: string): string {
  if (isInside(path, "/var/task")) return placeIn(task, path);
  if (!isInside(path, "/opt")) return path;
  for (let at: string | null = path; at !== null && at !== "/opt"; at = parentOf(at)) {
    const folder = at;
    const owner = layers.findLast((layer) => has(layer, folder));
    if (owner !== undefined) return placeIn(owner, path);
  }
  const last = layers.at(-1);
  return last === undefined ? path : placeIn(last, path);
}

/** Every artefact's own place for that path that has something there, but for one layer's. */
export function placesWith(
  { function: task, layers }: Artefacts,
  path: string,
  without: number | null = null,
): readonly string[] {
  const among = isInside(path, "/var/task") ? [task] : layers.filter((_, index) => index !== without);
  return among.filter((one) => has(one, path)).map((one) => placeIn(one, path));
}

/** The zips among the artefacts that these places are in. */
export function zipsOf({ function: task, layers }: Artefacts, places: readonly string[]): readonly string[] {
  return [task, ...layers]
    .filter(({ given, isZip }) => isZip && places.some((place) => place.startsWith(`${given}:`)))
    .map(({ given }) => given);
}

function has({ folder }: Artefact, path: string): boolean {
  return lstatSync(join(folder, insideOf(path)), { throwIfNoEntry: false }) !== undefined;
}

function placeIn({ given, isZip }: Artefact, path: string): string {
  return isZip ? `${given}:${insideOf(path)}` : join(given, insideOf(path));
}

/** `/opt/nodejs/a` -> `nodejs/a` */
function insideOf(path: string): string {
  return path.slice((isInside(path, "/var/task") ? "/var/task" : "/opt").length + 1);
}
