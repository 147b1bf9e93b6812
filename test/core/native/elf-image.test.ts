import { describe, expect, test } from "vitest";
import { readElf } from "../../../core/native/elf.ts";
import { type ElfImage, fileOffset, readElfImage } from "../../../core/native/elf-image.ts";
import { FileWindow } from "../../../core/native/window.ts";
import { library } from "../support/library.ts";
import { MemoryFiles } from "../support/tree.ts";

function imageOf(bytes: Uint8Array): ReturnType<typeof readElfImage> {
  const elf = readElf(bytes);
  if (elf === null) throw new Error("no ELF file");
  return readElfImage(new FileWindow(new MemoryFiles({ elsewhere: { f: bytes } }), "/f", bytes.length), elf);
}
const changed = (change: (view: DataView) => void, bytes = library()): Uint8Array => {
  change(new DataView(bytes.buffer));
  return bytes;
};

describe.each([
  [64, "little"],
  [32, "little"],
  [64, "big"],
  [32, "big"],
] as const)("%i bit, %s endian", (bits, endian) => {
  test("segments and interpreter", () => {
    const bytes = library({ bits, endian, interpreter: "/lib64/ld-linux-x86-64.so.2" });
    const image = imageOf(bytes) as ElfImage;
    expect(image).toMatchObject({
      defect: null,
      interpreter: "/lib64/ld-linux-x86-64.so.2",
      neededSize: bytes.length,
    });
    expect(image.loads.map(({ address, offset }) => address - offset)).toEqual([0, 0x10000]);
    expect(image.dynamic?.address).toBe((image.dynamic?.offset ?? 0) + 0x10000);
  });
});

test("an address is where its segment puts it; between segments there is nothing", () => {
  const loads = [
    { address: 0, offset: 0, size: 0x100 },
    { address: 0x10100, offset: 0x100, size: 0x50 },
  ];
  expect(
    [0, 0xff, 0x100, 0x10100, 0x1014f, 0x10150].map((address) => fileOffset({ loads }, address)),
  ).toEqual([0, 0xff, null, 0x100, 0x14f, null]);
});

describe("defects", () => {
  const whole = library();
  test.each([
    ["cut within the header", whole.subarray(0, 40), "header-cut"],
    ["cut within the program headers", whole.subarray(0, 100), "header-cut"],
    ["cut within a segment", whole.subarray(0, whole.length - 1), "truncated"],
    [
      "program headers beyond the file",
      changed((view) => view.setBigUint64(32, 2n ** 62n, true)),
      "header-cut",
    ],
    [
      "a segment larger than any file",
      changed((view) => view.setBigUint64(64 + 32, 2n ** 62n, true)),
      "truncated",
    ],
    ["no segment", changed((view) => view.setUint16(56, 0, true)), "no-segments"],
    ["a segment that no page begins with", changed((view) => view.setUint8(64 + 16, 8)), "misaligned"],
    ["program headers of another size", changed((view) => view.setUint16(54, 32, true)), "header-invalid"],
  ])("%s", (_, bytes, defect) => expect(imageOf(bytes).defect).toBe(defect));

  test.each([
    ["another version in the identification", changed((view) => view.setUint8(6, 2)), "version"],
    ["another version in the header", changed((view) => view.setUint32(20, 2, true)), "version"],
    ["an ABI version no one knows", changed((view) => view.setUint8(8, 9)), "abi-version"],
    ["a byte that must be 0", changed((view) => view.setUint8(15, 1)), "padding"],
    ["nothing", whole, null],
  ])("the loader refuses in a library's header: %s", (_, bytes, refusal) =>
    expect(imageOf(bytes)).toMatchObject({ defect: null, refusal }),
  );

  test("a cut file still shows how large it should be", () =>
    expect(imageOf(whole.subarray(0, whole.length - 7))).toMatchObject({ neededSize: whole.length }));

  test("a file without the bytes behind the last segment is whole", () => {
    const padded = new Uint8Array(whole.length + 100);
    padded.set(whole);
    expect(imageOf(padded.subarray(0, whole.length + 1)).defect).toBeNull();
  });
});
