import { describe, expect, test } from "vitest";
import { type LibraryOptions, library } from "../support/library.ts";
import { nativeFile } from "../support/native-file.ts";

describe.each([
  [64, "little"],
  [32, "little"],
  [64, "big"],
  [32, "big"],
] as const)("%i bit, %s endian", (bits, endian) => {
  test("names, paths and flags", () => {
    const { dynamic } = nativeFile(
      library({
        bits,
        endian,
        needed: ["libb.so.1", "liba.so"],
        soname: "libx.so.2",
        rpath: "$ORIGIN:/opt/a",
        runpath: "/b",
        pie: true,
      }),
    );
    expect(dynamic).toMatchObject({
      needed: ["libb.so.1", "liba.so"],
      soname: "libx.so.2",
      rpath: ["$ORIGIN", "/opt/a"],
      runpath: ["/b"],
      pie: true,
    });
  });
});

const dynamicOf = (options: LibraryOptions, change: (bytes: Uint8Array) => void = () => {}) => {
  const bytes = library(options);
  change(bytes);
  return nativeFile(bytes).dynamic;
};

test("nothing asked for: no answer", () =>
  expect(dynamicOf({})).toMatchObject({ needed: [], soname: null, rpath: [], runpath: [], pie: false }));

test("no dynamic section: none", () =>
  expect(
    dynamicOf({}, (bytes) => {
      // The third program header is PT_DYNAMIC.
      bytes[64 + 2 * 56] = 6;
    }),
  ).toBeNull());

test("a string table that is nowhere leaves the names out", () =>
  expect(
    dynamicOf({ needed: ["liba.so"] }, (bytes) => {
      const view = new DataView(bytes.buffer);
      for (let at = 0; at + 16 <= bytes.length; at += 8) {
        if (view.getBigUint64(at, true) === 5n && view.getBigUint64(at + 8, true) > 0x10000n)
          view.setBigUint64(at + 8, 0xdead0000n, true);
      }
    }),
  ).toMatchObject({ needed: [], soname: null }));
