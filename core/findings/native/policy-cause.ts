/**
 * What a runtime of Lambda would not find for a file that the host finds everything for: run on another
 * machine, code is judged by the levels of the runtime that it is meant for. Only what the host takes from
 * its own system is compared: what the function and its layers bring along comes with them.
 */
import type { MissingLibrary } from "../../native/linkage.ts";
import type { NativeFile } from "../../native/native-file.ts";
import type { RuntimePolicy } from "../../native/policy/runtime-policy.ts";
import {
  type LibraryCause,
  type LostVersion,
  libraryCause,
  lostLibrary,
  maxReported,
  type VersionCause,
} from "./link-cause.ts";
import type { Natives } from "./natives.ts";
import { compareVersions, highestLike, isLevel } from "./symbol-version.ts";

export function policyCause(file: NativeFile, natives: Natives): LibraryCause | VersionCause | null {
  const { policy } = natives;
  if (policy === null || natives.libc !== "glibc" || !natives.isDeployed(file.path)) return null;
  const { found, missing } = natives.linkDeployed(file);
  return lostLibraries(missing, natives, policy) ?? lostVersions([file, ...found], natives, policy);
}

function lostLibraries(
  missing: readonly MissingLibrary[],
  natives: Natives,
  { runtime, sonames }: RuntimePolicy,
): LibraryCause | null {
  const lost = missing.filter(({ name }) => !sonames.has(name));
  if (lost.length === 0) return null;
  const libraries = lost.slice(0, maxReported).map(({ name, neededBy }) => lostLibrary(name, neededBy));
  const searched = lost[0]?.search.folders.filter((folder) => natives.isDeployed(folder)) ?? [];
  const cpu = natives.host?.arch ?? "";
  return { ...libraryCause(libraries, cpu), missing: lost.length, searched, on: runtime };
}

function lostVersions(
  brought: readonly NativeFile[],
  natives: Natives,
  { runtime, libraries }: RuntimePolicy,
): VersionCause | null {
  const lost = brought.flatMap((file) =>
    natives.files.needs(file).flatMap(({ library, versions }) => {
      const offered = libraries[library] ?? [];
      return versions.flatMap(({ name, weak, index }): readonly LostVersion[] => {
        const highest = highestLike(name, offered);
        if (weak || highest === null || !isLevel(name) || compareVersions(name, highest) <= 0) return [];
        const symbol = natives.files.symbolWanting(file, index);
        return [{ version: name, symbol, neededBy: file.path, library, found: null, highest }];
      });
    }),
  );
  if (lost.length === 0) return null;
  const highestFirst = lost.sort((a, b) => compareVersions(b.version, a.version));
  return { code: "newer-libc", needs: highestFirst.slice(0, maxReported), on: runtime };
}
