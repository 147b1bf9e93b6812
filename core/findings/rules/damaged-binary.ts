/**
 * A native file is not whole: empty, cut off, unreadable, with a header that no loader accepts, or a program
 * without its x bit. A file that is cut off behind its headers loads, and the process dies with SIGBUS at the
 * first touch of what is missing.
 */
import type { DamageCause } from "../native/file-cause.ts";
import { nativeRule } from "./shared/native-rule.ts";

export const damagedBinary = nativeRule({
  code: "damaged-binary",
  title: "A native file is damaged",
  looksForFittingFile: true,
  fault: damage,
  fix(name, { defect }) {
    if (defect === "not-executable")
      return "Run `chmod 755` on the file before packing; a zip that was made on Windows does not keep the x bit.";
    if (defect === "denied") return "Make the file readable for everyone (chmod 644) before packing.";
    return `Reinstall ${name} and deploy again: a download, a copy or the packing damaged the file.`;
  },
});

function damage({ defect, size, neededSize }: Omit<DamageCause, "code">): string {
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
      return "has a header that no loader accepts";
    case "no-segments":
      return "has nothing to load";
    case "truncated":
      return neededSize === null
        ? `is cut off: it has ${size} bytes`
        : `is cut off: it has ${size} of the ${neededSize} bytes that its headers announce`;
    case "not-a-library":
      return "is not a shared library";
    case "not-executable":
      return "is not executable: it has no x bit";
  }
}
