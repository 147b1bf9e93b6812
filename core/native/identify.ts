import { type Elf, isElf, readElf } from "./elf.ts";
import { isMachO, type MachO, readMachO } from "./mach-o.ts";
import { isPe, type Pe, readPe } from "./pe.ts";
import { type LfsPointer, readText, type TextFile } from "./text-file.ts";

/** Enough for every header here; a PE header may lie anywhere, but linkers put it within the first KiB. */
export const IDENTIFY_BYTES = 4096;

/** `cut`: the magic is there, the header it announces is not. */
export type NativeIdentity =
  | Elf
  | MachO
  | Pe
  | TextFile
  | LfsPointer
  | { readonly format: "empty" }
  | { readonly format: "cut"; readonly of: "elf" | "mach-o" | "pe" }
  | { readonly format: "unknown" };

/** What a file is, by its first `IDENTIFY_BYTES` and never by its name: names lie. Total. */
export function identify(bytes: Uint8Array): NativeIdentity {
  if (bytes.byteLength === 0) return { format: "empty" };
  if (isElf(bytes)) return readElf(bytes) ?? { format: "cut", of: "elf" };
  if (isMachO(bytes)) return readMachO(bytes) ?? { format: "cut", of: "mach-o" };
  // "MZ" may also begin a text.
  if (isPe(bytes)) return readPe(bytes) ?? readText(bytes) ?? { format: "cut", of: "pe" };
  return readText(bytes) ?? { format: "unknown" };
}
