/**
 * The identification part of an ELF file. Offsets: System V ABI, "ELF Header";
 * https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 *
 * No library serves: those on npm read neither versions of symbols nor the bounds of segments.
 */
import { Bytes } from "./bytes.ts";

export interface Elf {
  readonly format: "elf";
  readonly bits: 32 | 64;
  readonly endian: "little" | "big";
  /** EI_OSABI: 0 System V, 3 GNU/Linux, 9 FreeBSD. */
  readonly osAbi: number;
  /** e_type: 2 executable, 3 shared object. */
  readonly type: number;
  /** e_machine: 62 x86-64, 183 AArch64. */
  readonly machine: number;
  /** As process.arch names it; null for a machine Node has no name for. */
  readonly arch: string | null;
}

const littleEndian32: Readonly<Record<number, string>> = {
  3: "ia32",
  8: "mipsel",
  40: "arm",
  243: "riscv32",
};
const littleEndian64: Readonly<Record<number, string>> = {
  62: "x64",
  183: "arm64",
  21: "ppc64",
  243: "riscv64",
  258: "loong64",
};
const bigEndian: Readonly<Record<number, string>> = { 8: "mips", 20: "ppc", 21: "ppc64", 22: "s390x" };

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/** Null where the header is cut short, or its class or byte order is not valid. */
export function readElf(bytes: Uint8Array): Elf | null {
  const fileClass = bytes[4];
  const data = bytes[5];
  const osAbi = bytes[7];
  if ((fileClass !== 1 && fileClass !== 2) || (data !== 1 && data !== 2) || osAbi === undefined) return null;
  const header = new Bytes(bytes, data === 1);
  const type = header.u16(16);
  const machine = header.u16(18);
  if (type === null || machine === null) return null;
  const names = data === 2 ? bigEndian : fileClass === 1 ? littleEndian32 : littleEndian64;
  const bits = fileClass === 1 ? 32 : 64;
  return {
    format: "elf",
    bits,
    endian: data === 1 ? "little" : "big",
    osAbi,
    type,
    machine,
    arch: names[machine] ?? null,
  };
}
