/** The parts of sentences that the texts about native files share. */

import type { CopyRef } from "../finding.ts";
import { named, rootPhrase } from "../phrases.ts";
import type { Damage } from "./file-cause.ts";
import type { LostLibrary, LostVersion } from "./link-cause.ts";
import type { NativeLoad } from "./fitting-neighbour.ts";

const FOR_ONE_PLATFORM = /(?:^|[-/@])(?:linux|linuxmusl|darwin|win32|freebsd|android)(?:-|$)/;

/** `/opt/…/sharp.node of sharp@0.33.0 in the layer` */
export function fileOf(copy: CopyRef | null, { file }: NativeLoad): string {
  return copy === null ? file : `${file} of ${named(copy)} in ${rootPhrase(copy.root)}`;
}

export function outcomePhrase({ outcome, use, recovered, sole }: NativeLoad): string {
  const did = use === "run" ? "start" : "load";
  if (outcome === "died") return "The process ended while loading it.";
  if (outcome === "failed")
    return recovered ? "Its load failed; another native file of the package loaded." : `Its ${did} failed.`;
  if (recovered) return "Nothing has asked for it; another native file of the package loaded.";
  return sole
    ? `Nothing has asked for it yet; its ${did} will fail, and the package has no other.`
    : `Nothing has asked for it yet; its ${did} would fail.`;
}

export function fittingPhrase(fitting: string | null): string {
  return fitting === null ? "" : ` ${fitting} would have fitted.`;
}

/** npm's flags for a host; a package that is for one other platform alone is not asked for by its name. */
export function reinstall(name: string, host: { readonly cpu?: string; readonly libc?: string }): string {
  const flags = `--os=linux --cpu=${host.cpu ?? "x64|arm64 as the function"} --libc=${host.libc ?? "glibc"}`;
  const what = FOR_ONE_PLATFORM.test(name)
    ? `Install what stands in for ${name} on Lambda`
    : `Install ${name} for Lambda`;
  const named = FOR_ONE_PLATFORM.test(name) ? " with the package that depends on it" : ` ${name}`;
  return `${what}: npm install ${flags}${named}, or build in AWS SAM's build image of the function's runtime.`;
}

export function damagePhrase(defect: Damage, size: number, neededSize: number | null): string {
  switch (defect) {
    case "directory":
      return "is a directory";
    case "denied":
      return "cannot be read";
    case "empty":
      return "is empty";
    case "unknown":
      return "holds bytes of no known kind";
    case "header-cut":
      return `ends within its headers, after ${size} bytes`;
    case "header-invalid":
      return "has a header that no loader takes";
    case "no-segments":
      return "holds nothing to load";
    case "truncated":
      return `is cut off: it has ${size} bytes${neededSize === null ? "" : `, its headers promise ${neededSize}`}`;
    case "not-a-library":
      return "is no shared library";
    case "not-executable":
      return "is not executable: it has no x bit";
  }
}

export function lostLibraryPhrase({ name, neededBy, broken, passedOver }: LostLibrary, file: string): string {
  const by = neededBy === file ? "needs" : `brings ${neededBy}, which needs`;
  if (broken !== null) return `${by} ${name}; the loader comes upon ${broken}, which is no library`;
  return `${by} ${name}, which is ${passedOver.length > 0 ? `there only for another CPU (${passedOver.join(", ")})` : "nowhere the loader looks"}`;
}

export function lostVersionPhrase(
  { version, symbol, neededBy, library, found, highest }: LostVersion,
  file: string,
): string {
  const by = neededBy === file ? "needs" : `brings ${neededBy}, which needs`;
  const behind = symbol === null ? "" : ` (symbol ${symbol})`;
  return `${by} ${version}${behind} of ${library}; ${found ?? library} ${highest === null ? "does not have it" : `goes up to ${highest}`}`;
}
