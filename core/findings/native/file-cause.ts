/** What is wrong with a native file in itself: steps 1 to 4 of native-cause.ts. */
import type { Elf } from "../../native/elf.ts";
import type { ElfDefect, Refusal } from "../../native/elf-image.ts";
import { foreignSystem } from "../../native/foreign-system.ts";
import type { NativeIdentity } from "../../native/identify.ts";
import type { NativeFile } from "../../native/native-file.ts";
import type { Host } from "./host.ts";

/**
 * `unknown`: bytes of no known kind. `not-a-library`: a program, or an object that was never linked, where a
 * library should be. `not-openable`: a library that only a program may bring along (DF_1_NOOPEN). `refused`:
 * its bytes show nothing, and the loader said no.
 */
export type Damage =
  | ElfDefect
  | "directory"
  | "denied"
  | "empty"
  | "unknown"
  | "not-a-library"
  | "not-openable"
  | "not-executable"
  | "refused";

export interface DamageCause {
  readonly code: "damaged-binary";
  readonly defect: Damage;
  /** Bytes. */
  readonly size: number;
  /** What its headers say it must be; null where it is not cut. */
  readonly neededSize: number | null;
  /** What the loader does not take in a header that is otherwise whole; null where it is not that. */
  readonly refusal: Refusal | null;
  /** The host's process.arch. */
  readonly cpu: string;
}

export interface PlatformCause {
  readonly code: "wrong-platform";
  readonly format: "mach-o" | "pe" | "xcoff" | "elf" | "git-lfs-pointer" | "text";
  /** The system it was made for, where the format shows: "macOS", "Windows", "FreeBSD". */
  readonly system: string | null;
  /** The CPUs in its header, as process.arch names them; none for a text. */
  readonly builtFor: readonly string[];
  /** Of a text: the library's name that is all it holds, as a lost symbolic link leaves it. */
  readonly link: string | null;
  /** The host's process.arch. */
  readonly needed: string;
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

const elfHeaderBytes = 64;
const etExec = 2;
const etDyn = 3;

export function fileCause(file: NativeFile, use: "load" | "run", host: Host): FileCause | null {
  return contentCause(file, use, host) ?? permissionCause(file, use, host);
}

/** Asked last: another mode does not repair a file of another system. */
function permissionCause(file: NativeFile, use: "load" | "run", host: Host): DamageCause | null {
  const isPlain = use === "run" && (file.mode & 0o111) === 0;
  return isPlain ? damaged(file, host, "not-executable") : null;
}

function contentCause(file: NativeFile, use: "load" | "run", host: Host): FileCause | null {
  const { identity } = file;
  switch (identity.format) {
    case "denied":
      // A program need not be readable to be run.
      return use === "run" ? null : damaged(file, host, "denied");
    case "directory":
    case "empty":
    case "unknown":
      return damaged(file, host, identity.format);
    case "cut":
      return damaged(file, host, "header-cut");
    case "invalid":
      return damaged(file, host, "header-invalid");
    case "script":
      // The kernel starts its interpreter: link-cause.ts.
      return use === "run" ? null : platform({ ...plainTextIdentity }, null, host);
    case "text":
      // Without "#!" a shell runs it.
      return use === "run" ? null : platform(identity, null, host);
    case "git-lfs-pointer":
    case "mach-o":
    case "pe":
    case "xcoff":
      return platform(identity, foreignSystem(identity, use), host);
    case "elf":
      return elfCause(file, identity, use, host);
  }
}

const plainTextIdentity = { format: "text", link: null, linkerScript: false } as const;

/** In the loader's order: the header's length, the CPU, the system (dl-load.c, open_verify). */
function elfCause(file: NativeFile, elf: Elf, use: "load" | "run", host: Host): FileCause | null {
  const { size, defect, image, dynamic } = file;
  const { arch, machine, bits, type } = elf;
  if (size < elfHeaderBytes) return damaged(file, host, "header-cut");
  if (arch !== host.arch) {
    const builtFor = arch ?? `ELF machine ${machine}`;
    return { code: "wrong-architecture", builtFor, bits, needed: host.arch };
  }
  const system = foreignSystem(elf, use, image?.interpreter, dynamic);
  if (system !== null) return platform(elf, system, host);
  if (type !== etDyn && type !== etExec) return damaged(file, host, "not-a-library");
  const refusal = use === "load" ? (image?.refusal ?? null) : null;
  if (refusal !== null) return { ...damaged(file, host, "header-invalid"), refusal };
  if (defect !== null) return damaged(file, host, defect, image?.neededSize);
  if (use === "run") return null;
  if (dynamic?.noOpen === true) return damaged(file, host, "not-openable");
  const isLibrary = type === etDyn && dynamic !== null && !dynamic.pie;
  return isLibrary ? null : damaged(file, host, "not-a-library");
}

/** What is left where a load failed and the file's bytes show nothing: the loader's own word. */
export function refusedCause(file: NativeFile, host: Host): DamageCause {
  return damaged(file, host, "refused");
}

function damaged({ size }: NativeFile, host: Host, defect: Damage, neededSize?: number): DamageCause {
  return {
    code: "damaged-binary",
    defect,
    size,
    neededSize: defect === "truncated" ? (neededSize ?? null) : null,
    refusal: null,
    cpu: host.arch,
  };
}

function platform(
  identity: Extract<NativeIdentity, { format: PlatformCause["format"] }>,
  system: string | null,
  { arch: needed }: Host,
): PlatformCause {
  const builtFor =
    "archs" in identity
      ? identity.archs
      : "arch" in identity && identity.arch !== null
        ? [identity.arch]
        : [];
  const link = identity.format === "text" ? identity.link : null;
  return { code: "wrong-platform", format: identity.format, system, builtFor, link, needed };
}
