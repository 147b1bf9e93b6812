import { describe, expect, test } from "vitest";
import { readElf } from "../../../core/native/elf.ts";
import { readElfDynamic } from "../../../core/native/elf-dynamic.ts";
import { type ElfImage, readElfImage } from "../../../core/native/elf-image.ts";
import { readStrings, readSymbols, symbolName } from "../../../core/native/elf-symbols.ts";
import { FileWindow } from "../../../core/native/window.ts";
import { type LibraryOptions, library, RETURN } from "../support/library.ts";
import { opened } from "../support/native-file.ts";
import { MemoryFiles } from "../support/tree.ts";

function namesIn(options: LibraryOptions): [name: string, defined: boolean][] {
  const bytes = library(options);
  const elf = readElf(bytes);
  if (elf === null) throw new Error("no ELF file");
  const window = new FileWindow(new MemoryFiles({ elsewhere: { f: bytes } }), "/f", bytes.length);
  const dynamic = readElfDynamic(window, elf, readElfImage(window, elf) as ElfImage);
  if (dynamic === null) throw new Error("no dynamic section");
  const strings = readStrings(window, dynamic) ?? new Uint8Array();
  return (readSymbols(window, elf, dynamic, () => true) ?? []).map(({ name, defined }) => [
    symbolName(strings, name),
    defined,
  ]);
}

const options: LibraryOptions = {
  wants: ["wanted", "wanted_too"],
  defines: { first: RETURN, second: RETURN, third: RETURN },
};
const expected = [
  ["wanted", false],
  ["wanted_too", false],
  ["first", true],
  ["second", true],
  ["third", true],
];

describe.each([
  [64, "little"],
  [32, "little"],
  [64, "big"],
  [32, "big"],
] as const)("%i bit, %s endian", (bits, endian) => {
  test.each(["gnu", "sysv", "none"] as const)("every symbol, with a hash table of kind %s", (hash) => {
    const names = namesIn({ ...options, bits, endian, hash });
    // Without a hash table the count is an estimate that may count what is between the tables.
    expect(hash === "none" ? names.slice(0, expected.length) : names).toEqual(expected);
  });
});

test("nothing defined: what is wanted is still named", () =>
  expect(namesIn({ wants: ["a", "b"] })).toEqual([
    ["a", false],
    ["b", false],
  ]));

test("the symbol behind a version", () => {
  const { natives, file } = opened(
    library({
      needs: {
        "libc.so.6": {
          "GLIBC_2.34": ["fstat", "stat"],
          "GLIBC_2.38": ["__isoc23_strtol"],
          GLIBC_ABI_DT_RELR: [],
        },
      },
    }),
  );
  expect([2, 3, 4, 9].map((index) => natives.symbolWanting(file, index))).toEqual([
    "fstat",
    "__isoc23_strtol",
    null,
    null,
  ]);
});
