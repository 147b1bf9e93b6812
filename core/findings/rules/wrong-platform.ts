/**
 * A file that is not a Linux ELF is where one should be: built on macOS or Windows, for another system, left
 * as a Git LFS pointer, or a text. Its bytes decide. A text is legal where a program is meant: it is a script.
 */
import { nativeRule } from "./shared/native-rule.ts";
import { reinstall } from "./shared/reinstall.ts";

export const wrongPlatform = nativeRule({
  code: "wrong-platform",
  title: "A native file is not a Linux binary",
  looksForFittingFile: true,
  fault({ format, system, builtFor }) {
    const what = {
      "git-lfs-pointer": "is a Git LFS pointer, not the file it points to",
      text: "is a text file, not a binary",
      elf: `was built for ${system}`,
      pe: `was built for ${system}`,
      "mach-o": `was built for ${system}`,
    }[format];
    return builtFor.length === 0 ? what : `${what} (${builtFor.join(", ")})`;
  },
  fix: (name, { format }) =>
    format === "git-lfs-pointer"
      ? "Run `git lfs pull` before packing the function or layer."
      : reinstall(name, {}),
});
