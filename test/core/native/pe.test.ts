import { expect, test } from "vitest";
import { isPe, readPe } from "../../../core/native/pe.ts";
import { pe } from "../support/elf.ts";

test.each([
  [0x8664, "x64"],
  [0xaa64, "arm64"],
  [0x14c, "ia32"],
  [0x9999, null],
])("machine %i is for %s", (machine, arch) =>
  expect(readPe(pe(machine))).toEqual({ format: "pe", machine, arch }),
);

test("a header beyond the bytes at hand does not count", () => {
  const bytes = pe();
  new DataView(bytes.buffer).setUint32(0x3c, 0xffffffff, true);
  expect(isPe(bytes)).toBe(true);
  expect(readPe(bytes)).toBeNull();
});
