/**
 * Folders for newer CPUs, which the loader asks before the folder they are in (ld.so(8), glibc-hwcaps; since
 * glibc 2.33). Every x86-64 machine of Lambda has the third level, AVX2 (Lambda developer guide); the fourth
 * is not asked, since not every machine has it. There are none for arm64.
 */
import type { FileSystem } from "../file-system.ts";

const levelsOfArch: Readonly<Record<string, readonly string[]>> = {
  x64: ["x86-64-v3", "x86-64-v2"],
};

/** The folder itself comes last. A folder without any costs one look-up. */
export function withHwcaps(folder: string, arch: string, files: FileSystem): readonly string[] {
  const levels = levelsOfArch[arch];
  const parent = `${folder}/glibc-hwcaps`;
  if (levels === undefined || files.stat(parent)?.kind !== "directory") return [folder];
  return [...levels.map((level) => `${parent}/${level}`), folder];
}
