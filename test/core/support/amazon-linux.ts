import { library } from "./library.ts";
import type { Folder, Tree } from "./tree.ts";

const upTo = (prefix: string, ...last: readonly number[]): string[] =>
  last.flatMap((minor) => Array.from({ length: minor + 1 }, (_, each) => `${prefix}${each}`));

/**
 * The libraries of Amazon Linux 2023 that Node's own binary needs, with the versions they offer: glibc 2.34,
 * gcc 11.
 */
export const SYSTEM: Folder = {
  "lib64/libc.so.6": library({
    soname: "libc.so.6",
    offers: ["GLIBC_2.2.5", ...upTo("GLIBC_2.", 34).slice(3), "GLIBC_PRIVATE"],
  }),
  "lib64/libm.so.6": library({
    soname: "libm.so.6",
    needed: ["libc.so.6"],
    offers: ["GLIBC_2.2.5", "GLIBC_2.29"],
  }),
  "lib64/libdl.so.2": library({ soname: "libdl.so.2", offers: ["GLIBC_2.2.5"] }),
  "lib64/libpthread.so.0": library({ soname: "libpthread.so.0", offers: ["GLIBC_2.2.5"] }),
  "lib64/libgcc_s.so.1": library({
    soname: "libgcc_s.so.1",
    needed: ["libc.so.6"],
    offers: ["GCC_3.0", "GCC_3.3"],
  }),
  "lib64/libstdc++.so.6": library({
    soname: "libstdc++.so.6",
    needed: ["libm.so.6", "libc.so.6", "libgcc_s.so.1"],
    offers: ["GLIBCXX_3.4", ...upTo("GLIBCXX_3.4.", 29), "CXXABI_1.3", ...upTo("CXXABI_1.3.", 13)],
  }),
};

/** The tree on Amazon Linux 2023. */
export function onAmazonLinux({ elsewhere, ...tree }: Tree): Tree {
  return { ...tree, elsewhere: { ...SYSTEM, ...elsewhere } };
}
