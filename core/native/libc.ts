import type { FileSystem } from "../file-system.ts";
import { lastSegment } from "../layout/paths.ts";
import type { ElfDynamic } from "./elf-dynamic.ts";
import type { VersionNeeds } from "./elf-versions.ts";

/** The C library a file was built against. */
export type Libc = "glibc" | "musl" | "bionic";

/** The libc of this machine, as the loaders of packages show it: Alpine is the only one with musl. */
export function systemLibc(files: Pick<FileSystem, "stat">): "glibc" | "musl" {
  return files.stat("/etc/alpine-release") === null ? "glibc" : "musl";
}

/** A name that only one C library has; null for any other. `libc.so` is musl's and Android's. */
export function libcOfName(name: string): Libc | null {
  if (name === "libc.so.6" || /^ld-linux.*\.so\.\d+$/.test(name)) return "glibc";
  return /^(?:libc|ld)[.-]musl-/.test(name) ? "musl" : null;
}

/**
 * The libc by the loader a program names and the libraries a file needs; null without a sign, as in a
 * static program.
 */
export function libcOf(
  interpreter: string | null,
  dynamic: Pick<ElfDynamic, "needed"> | null,
  needs: () => readonly VersionNeeds[],
): Libc | null {
  const asked = interpreter === null ? null : libcOfName(lastSegment(interpreter));
  if (interpreter?.startsWith("/system/bin/linker") === true) return "bionic";
  if (asked !== null || dynamic === null) return asked;
  for (const name of dynamic.needed) {
    const known = libcOfName(name);
    if (known !== null) return known;
  }
  if (!dynamic.needed.includes("libc.so")) return null;
  // Android splits libdl and liblog off and versions its symbols LIBC; musl does neither.
  const versioned = needs().some(
    ({ library, versions }) => library === "libc.so" && versions.some(({ name }) => name.startsWith("LIBC")),
  );
  return versioned || dynamic.needed.some((name) => /^lib(?:dl|log|android)\.so$/.test(name))
    ? "bionic"
    : "musl";
}
