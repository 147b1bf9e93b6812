/** Mach-O headers, thin and fat. Offsets: mach-o/loader.h and mach-o/fat.h. */
import { Bytes } from "./bytes.ts";

export interface MachO {
  readonly format: "mach-o";
  /**
   * One CPU of a thin file, each of a fat one. As process.arch names it, `cpu 0x…` for one Node has no name
   * for.
   */
  readonly archs: readonly string[];
  readonly fat: boolean;
}

const cpuNames: Readonly<Record<number, string>> = {
  7: "ia32",
  16777223: "x64",
  12: "arm",
  16777228: "arm64",
  18: "ppc",
  16777234: "ppc64",
};
const fatMagic = 0xcafebabe;
const fatMagic64 = 0xcafebabf;
/**
 * A Java class file has the fat magic too, with its version, 45 or more, where the count would be. Apple has
 * never shipped that many CPUs.
 */
const maxFatCpus = 44;

export function isMachO(bytes: Uint8Array): boolean {
  const magic = new Bytes(bytes, false).u32(0);
  if (magic === fatMagic || magic === fatMagic64) return (new Bytes(bytes, false).u32(4) ?? 1) <= maxFatCpus;
  return magic === 0xfeedface || magic === 0xfeedfacf || magic === 0xcefaedfe || magic === 0xcffaedfe;
}

/** Null where the header is cut short. */
export function readMachO(bytes: Uint8Array): MachO | null {
  const bigEndian = new Bytes(bytes, false);
  const magic = bigEndian.u32(0);
  if (magic === fatMagic || magic === fatMagic64) return readFat(bigEndian, magic === fatMagic64 ? 32 : 20);
  const cpu = new Bytes(bytes, magic === 0xcefaedfe || magic === 0xcffaedfe).u32(4);
  return cpu === null ? null : { format: "mach-o", archs: [cpuName(cpu)], fat: false };
}

function readFat(header: Bytes, entrySize: number): MachO | null {
  const count = header.u32(4);
  if (count === null) return null;
  const archs: string[] = [];
  for (let index = 0; index < Math.min(count, maxFatCpus); index++) {
    const cpu = header.u32(8 + index * entrySize);
    if (cpu === null) return null;
    archs.push(cpuName(cpu));
  }
  return { format: "mach-o", archs, fat: true };
}

function cpuName(cpu: number): string {
  return cpuNames[cpu] ?? `cpu 0x${cpu.toString(16)}`;
}
