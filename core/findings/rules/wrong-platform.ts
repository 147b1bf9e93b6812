/**
 * A file that is not a Linux ELF is where one should be: built on macOS or Windows, for another system, left
 * as a Git LFS pointer, or a text. Its bytes decide. A text is legal where a program is meant: it is a
 * script. A text that holds nothing but a library's name is a symbolic link that the packing did not keep.
 */

import { lostLinkFix } from "./shared/lost-link.ts";
import { nativeRule } from "./shared/native-rule.ts";
import { repair } from "./shared/repair.ts";

export const wrongPlatform = nativeRule({
  code: "wrong-platform",
  title: "A native file is not a Linux binary",
  looksForFittingFile: true,
  fault({ format, system, builtFor, link }) {
    if (link !== null)
      return `is a text that holds only the name ${link}: a symbolic link that the packing did not keep`;
    const what = {
      "git-lfs-pointer": "is a Git LFS pointer, not the file it points to",
      text: "is a text file, not a binary",
      elf: `was built for ${system}`,
      pe: `was built for ${system}`,
      "mach-o": `was built for ${system}`,
      xcoff: `was built for ${system}`,
    }[format];
    return builtFor.length === 0 ? what : `${what} (${builtFor.join(", ")})`;
  },
  fix(name, { file, format, link, needed, fitting }) {
    if (format === "git-lfs-pointer") return "Run `git lfs pull` before packing the function or layer.";
    return link === null ? repair(name, file, { cpu: needed, fitting }) : lostLinkFix(file, link);
  },
});
