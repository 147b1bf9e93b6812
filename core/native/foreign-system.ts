/**
 * The system that a file was made for, when that is not Linux. Many linkers leave EI_OSABI at 0, so the
 * loader that a program names and the C library that a file needs show it too.
 */
import type { ElfDynamic } from "./elf-dynamic.ts";
import type { NativeIdentity } from "./identify.ts";

/** EI_OSABI of systems with native code of their own (System V ABI, ELF header). */
const systemOfAbi: Readonly<Record<number, string>> = {
  2: "NetBSD",
  6: "Solaris",
  7: "AIX",
  9: "FreeBSD",
  12: "OpenBSD",
};
/** PT_INTERP, then DT_NEEDED. */
const signs: readonly (readonly [system: string, loader: RegExp, library: RegExp])[] = [
  ["FreeBSD", /\/ld-elf\.so\.\d$/, /^libc\.so\.7$/],
  ["OpenBSD", /^\/usr\/libexec\/ld\.so$/, /^libc\.so\.\d+\.\d+$/],
  ["NetBSD", /\/ld\.elf_so$/, /^libc\.so\.12$/],
  ["Solaris", /^\/(?:usr\/)?lib\/(?:amd64\/|64\/|sparcv9\/)?ld\.so\.1$/, /^libc\.so\.1$/],
  ["Haiku", /^\/system\/runtime_loader/, /^libroot\.so$/],
];

/**
 * @param use a program of an unknown system is started all the same; a library of one is refused (dl-load.c,
 *   VALID_ELF_OSABI: System V and GNU/Linux)
 */
export function foreignSystem(
  identity: NativeIdentity | { readonly format: "directory" | "denied" },
  use: "load" | "run",
  interpreter: string | null = null,
  dynamic: Pick<ElfDynamic, "needed"> | null = null,
): string | null {
  if (identity.format === "mach-o") return "macOS";
  if (identity.format === "pe") return "Windows";
  if (identity.format === "xcoff") return "AIX";
  if (identity.format !== "elf") return null;
  const { osAbi } = identity;
  const known = systemOfAbi[osAbi];
  if (known !== undefined) return known;
  for (const [system, loader, library] of signs) {
    if (interpreter !== null && loader.test(interpreter)) return system;
    if (dynamic?.needed.some((name) => library.test(name)) === true) return system;
  }
  return use === "load" && osAbi !== 0 && osAbi !== 3 ? `ELF system ${osAbi}` : null;
}
