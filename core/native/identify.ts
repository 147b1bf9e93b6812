import type { FileSystem } from "../file-system.ts";
import { type Elf, isElf, readElf } from "./elf.ts";
import { isMachO, type MachO, readMachO } from "./mach-o.ts";
import { isPe, type Pe, readPe, unreadPe } from "./pe.ts";
import { type LfsPointer, readScript, readText, type Script, type TextFile } from "./text-file.ts";

/** Enough for every header here; a PE header may lie anywhere, but linkers put it within the first KiB. */
export const identifyBytes = 4096;

/**
 * `cut`: the magic is there, the header it announces is not. `invalid`: its header is not of a known kind.
 * `xcoff`: of AIX.
 */
export type NativeIdentity =
  | Elf
  | MachO
  | Pe
  | Script
  | TextFile
  | LfsPointer
  | { readonly format: "empty" }
  | { readonly format: "cut"; readonly of: "elf" | "mach-o" | "pe" }
  | { readonly format: "invalid"; readonly of: "elf" }
  | { readonly format: "xcoff" }
  | { readonly format: "unknown" };

/** Up to e_machine. */
const elfStartBytes = 20;

/** What the file at a path is; `empty` where none can be read. */
export function identifyFile(path: string, files: Pick<FileSystem, "readFile">): NativeIdentity {
  return identify(files.readFile(path, identifyBytes)?.bytes ?? new Uint8Array());
}

/** What a file is, by its first `identifyBytes` and never by its name: names lie. Total. */
export function identify(bytes: Uint8Array): NativeIdentity {
  if (bytes.byteLength === 0) return { format: "empty" };
  const script = readScript(bytes);
  if (script !== null) return script;
  if (isElf(bytes))
    return readElf(bytes) ?? { format: bytes.length < elfStartBytes ? "cut" : "invalid", of: "elf" };
  if (isXcoff(bytes)) return { format: "xcoff" };
  if (isMachO(bytes)) return readMachO(bytes) ?? { format: "cut", of: "mach-o" };
  // "MZ" may also begin a text.
  if (isPe(bytes)) return readPe(bytes) ?? readText(bytes) ?? unreadPe(bytes) ?? { format: "cut", of: "pe" };
  return readText(bytes) ?? { format: "unknown" };
}

/** U802TOCMAGIC and U64_TOCMAGIC; XCOFF object file format, IBM AIX. The next number counts sections. */
function isXcoff(bytes: Uint8Array): boolean {
  const isMagic = bytes[0] === 0x01 && (bytes[1] === 0xdf || bytes[1] === 0xf7);
  return isMagic && bytes.length >= 20 && bytes[2] === 0;
}
