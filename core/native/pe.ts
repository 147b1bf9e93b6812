/**
 * The COFF header of a Windows file. Offsets: PE Format,
 * https://learn.microsoft.com/windows/win32/debug/pe-format
 */
import { Bytes } from "./bytes.ts";

export interface Pe {
  readonly format: "pe";
  /** 0 where the header was not read. */
  readonly machine: number;
  /** As process.arch names it; null for a machine Node has no name for. */
  readonly arch: string | null;
}

const machineNames: Readonly<Record<number, string>> = {
  332: "ia32",
  452: "arm",
  34404: "x64",
  43620: "arm64",
};
const peSignature = 0x4550;
const dosHeaderBytes = 64;

export function isPe(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4d && bytes[1] === 0x5a;
}

/**
 * A program whose header is beyond the bytes at hand, or is an older one than PE: DOS, 16-bit Windows and
 * OS/2 begin like it. Null where even the part that leads to the header is cut short.
 */
export function unreadPe(bytes: Uint8Array): Pe | null {
  return bytes.length < dosHeaderBytes ? null : { format: "pe", machine: 0, arch: null };
}

/** Null where the header is cut short, is beyond the bytes at hand, or is a DOS program's. */
export function readPe(bytes: Uint8Array): Pe | null {
  const header = new Bytes(bytes, true);
  const start = header.u32(0x3c);
  if (start === null || header.u32(start) !== peSignature) return null;
  const machine = header.u16(start + 4);
  return machine === null ? null : { format: "pe", machine, arch: machineNames[machine] ?? null };
}
