import { expect, test } from "vitest";
import { isElf, readElf } from "../../../core/native/elf.ts";
import { elf } from "../support/elf.ts";

test.each([
  [{ machine: 62 }, "x64"],
  [{ machine: 183 }, "arm64"],
  [{ machine: 40, bits: 32 }, "arm"],
  [{ machine: 3, bits: 32 }, "ia32"],
  [{ machine: 22, endian: "big" }, "s390x"],
  [{ machine: 21 }, "ppc64"],
  [{ machine: 243 }, "riscv64"],
  [{ machine: 258 }, "loong64"],
  [{ machine: 62, bits: 32 }, null],
  [{ machine: 183, endian: "big" }, null],
  [{ machine: 9999 }, null],
] as const)("%j is for %s", (options, arch) => {
  const { machine, bits = 64, endian = "little" } = { bits: 64, endian: "little", ...options } as const;
  expect(readElf(elf(options))).toEqual({ format: "elf", bits, endian, osAbi: 0, type: 3, machine, arch });
});

test("system and type", () =>
  expect(readElf(elf({ osAbi: 9, type: 2 }))).toMatchObject({ osAbi: 9, type: 2 }));

test("no class or byte order: no header", () => {
  const bytes = elf();
  bytes[4] = 3;
  expect(isElf(bytes)).toBe(true);
  expect(readElf(bytes)).toBeNull();
});
