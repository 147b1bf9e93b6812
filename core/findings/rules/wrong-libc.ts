/**
 * A native file, or a library it brings along, was built for another C library than the host's. The loader
 * that a program names and the libraries that a file needs decide: `libc.so.6` is glibc's, `libc.musl-*`
 * musl's, a bare `libc.so` musl's or Android's. A program whose own loader is on the disk runs, and is not
 * reported.
 */
import { nativeRule } from "./shared/native-rule.ts";
import { repair } from "./shared/repair.ts";

export const wrongLibc = nativeRule({
  code: "wrong-libc",
  title: "A native file was built for another C library",
  looksForFittingFile: true,
  fault({ file, builtFor, host, needs, neededBy }) {
    const what = neededBy === file ? "was built" : `brings ${neededBy}, which was built`;
    const proof = needs === null ? "" : ` (it needs ${needs})`;
    return `${what} for ${builtFor}${proof}; this function runs on ${host}`;
  },
  fix: (name, { file, host, cpu, fitting }) => repair(name, file, { cpu, libc: host, fitting }),
});
