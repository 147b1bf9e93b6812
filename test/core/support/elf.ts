/** The shortest headers a loader would recognise. */
export function elf(
  options: {
    machine?: number;
    bits?: 32 | 64;
    endian?: "little" | "big";
    osAbi?: number;
    type?: number;
  } = {},
): Uint8Array {
  const { machine = 62, bits = 64, endian = "little", osAbi = 0, type = 3 } = options;
  const bytes = new Uint8Array(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, bits === 64 ? 2 : 1, endian === "little" ? 1 : 2, 1, osAbi]);
  const view = new DataView(bytes.buffer);
  view.setUint16(16, type, endian === "little");
  view.setUint16(18, machine, endian === "little");
  return bytes;
}

export function machO(cpu = 0x100000c): Uint8Array {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setUint32(0, 0xfeedfacf, true);
  new DataView(bytes.buffer).setUint32(4, cpu, true);
  return bytes;
}

export function fatMachO(cpus: readonly number[], count = cpus.length): Uint8Array {
  const bytes = new Uint8Array(8 + 20 * cpus.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0xcafebabe);
  view.setUint32(4, count);
  for (const [index, cpu] of cpus.entries()) view.setUint32(8 + 20 * index, cpu);
  return bytes;
}

export function pe(machine = 0x8664): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  bytes.set([0x4d, 0x5a]);
  view.setUint32(0x3c, 0x80, true);
  view.setUint32(0x80, 0x4550, true);
  view.setUint16(0x84, machine, true);
  return bytes;
}

export const LFS_POINTER =
  "version https://git-lfs.github.com/spec/v1\n" +
  "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

/** As long as a loader reads at least, so that it gets as far as the header. */
export function padded(bytes: Uint8Array): Uint8Array {
  const longer = new Uint8Array(1024);
  longer.set(bytes);
  return longer;
}
