import { isLibraryName } from "../../core/findings/engine/programs.ts";

const leastBytes = 64;

/** Names alone decide what is opened: to look into every file would inflate all of a zip. */
export function mayBeNative(
  path: string,
  { size, mode }: { readonly size: number; readonly mode: number },
): boolean {
  if (size < leastBytes) return false;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (isLibraryName(name)) return true;
  const isProgramFolder = /(?:^|\/)(?:bin|extensions)\/[^/]+$/.test(path);
  return isProgramFolder && ((mode & 0o111) !== 0 || !name.includes("."));
}
