import type { FileSystem } from "../../file-system.ts";
import { isInside, joinPath, parentOf } from "../../layout/paths.ts";
import { foreignSystem } from "../../native/foreign-system.ts";
import type { NativeSubject } from "./native-subject.ts";
import type { Natives } from "./natives.ts";

const maxFolders = 48;
const maxNames = 64;
const maxFiles = 64;

/** Part of the rules' `World`. */
interface Places {
  readonly files: FileSystem;
  readonly natives: Natives;
}

/**
 * A `.node` file of the same copy that nothing in itself keeps this host from loading. Looked for where the
 * build tools put siblings: in the same folder, and in the folders next to it
 * (`prebuilds/<platform>-<arch>/`, `lib/binding/<triple>/`). A package for one platform has none.
 */
export function fittingNeighbour({ path, copy }: NativeSubject, { files, natives }: Places): string | null {
  if (!path.endsWith(".node")) return null;
  const folder = parentOf(path) ?? "/";
  const above = parentOf(folder) ?? "/";
  const listed = (place: string): readonly string[] =>
    (files.readDir(place, maxFolders) ?? []).map((name) => joinPath(place, name));
  const beside = isInside(above, copy.path) && above !== copy.path ? listed(above) : [];
  let filesLeft = maxFiles;
  for (const place of new Set([folder, ...beside, ...listed(`${copy.path}/prebuilds`)])) {
    for (const name of files.readDir(place, maxNames) ?? []) {
      const candidate = `${place}/${name}`;
      if (candidate === path || !name.endsWith(".node") || filesLeft-- <= 0) continue;
      if (fits(candidate, natives)) return candidate;
    }
  }
  return null;
}

function fits(path: string, { files, host, libc }: Natives): boolean {
  const file = files.read(path);
  if (file === null || host === null || file.identity.format !== "elf" || file.identity.arch !== host.arch)
    return false;
  return (
    file.defect === null &&
    foreignSystem(file.identity, "load", null, file.dynamic) === null &&
    (file.libc === null || libc === null || file.libc === libc)
  );
}
