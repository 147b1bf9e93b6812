/** What is wrong with a native file in itself: steps 1 to 4 of native-cause.ts. */
import type { ElfDefect } from "../../native/elf-image.ts";
import type { NativeIdentity } from "../../native/identify.ts";
import type { NativeFile } from "../../native/native-file.ts";
import type { Host } from "./host.ts";

/**
 * `unknown`: bytes of no known kind. `not-a-library`: a program, or an object that was never linked, where a
 * library should be.
 */
export type Damage =
  | ElfDefect
  | "directory"
  | "denied"
  | "empty"
  | "unknown"
  | "not-a-library"
  | "not-executable";

export interface DamageCause {
  readonly code: "damaged-binary";
  readonly defect: Damage;
  /** Bytes. */
  readonly size: number;
  /** What its headers say it must be; null where it is not cut. */
  readonly neededSize: number | null;
}

export interface PlatformCause {
  readonly code: "wrong-platform";
  readonly format: "mach-o" | "pe" | "elf" | "git-lfs-pointer" | "text";
  /** The system it was made for, where the format tells: "macOS", "Windows", "FreeBSD". */
  readonly system: string | null;
  /** The CPUs in its header, as process.arch names them; none for a text. */
  readonly builtFor: readonly string[];
}

export interface ArchitectureCause {
  readonly code: "wrong-architecture";
  /** As process.arch names it, or `ELF machine <number>`. */
  readonly builtFor: string;
  readonly bits: 32 | 64;
  /** The host's process.arch. */
  readonly needed: string;
}

export type FileCause = DamageCause | PlatformCause | ArchitectureCause;

/** EI_OSABI; glibc takes System V (0) and GNU/Linux (3) and no other (dl-load.c, VALID_ELF_OSABI). */
const OS_ABIS: Readonly<Record<number, string>> = { 2: "NetBSD", 6: "Solaris", 9: "FreeBSD", 12: "OpenBSD" };
const ELF_HEADER_BYTES = 64;
const ET_EXEC = 2;
const ET_DYN = 3;

export function fileCause(file: NativeFile, use: "load" | "run", host: Host): FileCause | null {
  const { identity, defect, image } = file;
  if (use === "run" && identity.format !== "directory" && (file.mode & 0o111) === 0)
    return damaged(file, "not-executable");
  switch (identity.format) {
    case "denied":
      // A program need not be readable to be run.
      return use === "run" ? null : damaged(file, "denied");
    case "directory":
    case "empty":
    case "unknown":
      return damaged(file, identity.format);
    case "cut":
      return damaged(file, "header-cut");
    case "text":
      // A script; without "#!" a shell runs it.
      return use === "run" ? null : platform(identity);
    case "git-lfs-pointer":
    case "mach-o":
    case "pe":
      return platform(identity);
    case "elf": {
      // The loader's order: the header's length, the CPU, the system (dl-load.c, open_verify).
      if (file.size < ELF_HEADER_BYTES) return damaged(file, "header-cut");
      const { arch, machine, bits } = identity;
      if (arch !== host.arch)
        return {
          code: "wrong-architecture",
          builtFor: arch ?? `ELF machine ${machine}`,
          bits,
          needed: host.arch,
        };
      if (foreignSystem(identity) !== null) return platform(identity);
      if (defect !== null) return damaged(file, defect, image?.neededSize);
      return isUsable(file, use) ? null : damaged(file, "not-a-library");
    }
  }
}

/** The system a well-formed file was made for when that is not Linux. */
export function foreignSystem(identity: NativeIdentity): string | null {
  if (identity.format === "mach-o") return "macOS";
  if (identity.format === "pe") return "Windows";
  if (identity.format !== "elf" || identity.osAbi === 0 || identity.osAbi === 3) return null;
  return OS_ABIS[identity.osAbi] ?? `ELF system ${identity.osAbi}`;
}

function isUsable({ identity, dynamic }: NativeFile, use: "load" | "run"): boolean {
  if (identity.format !== "elf") return false;
  if (use === "run") return identity.type === ET_EXEC || identity.type === ET_DYN;
  return identity.type === ET_DYN && dynamic !== null && !dynamic.pie;
}

function damaged({ size }: NativeFile, defect: Damage, neededSize?: number): DamageCause {
  return {
    code: "damaged-binary",
    defect,
    size,
    neededSize: defect === "truncated" ? (neededSize ?? null) : null,
  };
}

function platform(identity: Extract<NativeIdentity, { format: PlatformCause["format"] }>): PlatformCause {
  const builtFor =
    "archs" in identity
      ? identity.archs
      : "arch" in identity && identity.arch !== null
        ? [identity.arch]
        : [];
  return { code: "wrong-platform", format: identity.format, system: foreignSystem(identity), builtFor };
}
