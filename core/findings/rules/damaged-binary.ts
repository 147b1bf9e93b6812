/**
 * A native file is not whole: empty, cut off, unreadable, with a header that no loader accepts, or a program
 * without its x bit. A file that is cut off behind its headers loads, and the process dies with SIGBUS at the
 * first touch of what is missing.
 */
import type { DamageCause } from "../native/file-cause.ts";
import { nativeRule } from "./shared/native-rule.ts";
import { inProject, orBuild, quoted, repair } from "./shared/repair.ts";

const refusalPhrase = {
  version: "its version is not 1",
  "abi-version": "its ABI version is not known",
  padding: "bytes that must be 0 are not",
} as const;

export const damagedBinary = nativeRule({
  code: "damaged-binary",
  title: "A native file is damaged",
  looksForFittingFile: true,
  fault: damage,
  fix(name, { defect, file, cpu, fitting }) {
    const path = quoted(inProject(file));
    if (defect === "not-executable")
      return `Run \`chmod 755 ${path}\` before packing. A zip made on Windows does not keep the x bit.`;
    if (defect === "denied") return `Run \`chmod a+r ${path}\` before packing.`;
    if (defect === "refused" || defect === "not-openable")
      return `Install a release of the package that has a file for this system, ${orBuild}.`;
    return `A download, a copy or the packing damaged the file. ${repair(name, file, { cpu, fitting })}`;
  },
});

function damage({
  defect,
  size,
  neededSize,
  refusal,
  loaderMessage,
}: Omit<DamageCause, "code"> & { readonly loaderMessage: string | null }): string {
  switch (defect) {
    case "directory":
      return "is a directory";
    case "denied":
      return "cannot be read";
    case "empty":
      return "is empty";
    case "unknown":
      return "has an unknown format";
    case "header-cut":
      return `ends within its headers, after ${size} bytes`;
    case "header-invalid":
      return `has a header that no loader accepts${refusal === null ? "" : ` (${refusalPhrase[refusal]})`}`;
    case "no-segments":
      return "has nothing to load";
    case "truncated":
      return neededSize === null
        ? `is cut off: it has ${size} bytes`
        : `is cut off: it has ${size} of the ${neededSize} bytes that its headers announce`;
    case "not-a-library":
      return "is not a shared library";
    case "misaligned":
      return "has a segment that is not aligned to pages";
    case "not-openable":
      return "is marked as a library that a running process cannot load (DF_1_NOOPEN)";
    case "refused":
      return `is refused by the loader: ${loaderMessage ?? "it does not say why"}`;
    case "not-executable":
      return "is not executable: it has no x bit";
  }
}
