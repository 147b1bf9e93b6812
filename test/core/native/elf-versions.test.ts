import { describe, expect, test } from "vitest";
import { library } from "../support/library.ts";
import { opened } from "../support/native-file.ts";

function needsOf(bytes: Uint8Array) {
  const { natives, file } = opened(bytes);
  return natives.needs(file);
}

const needs = {
  "libc.so.6": { "GLIBC_2.34": ["fstat"], "GLIBC_2.38?": ["__isoc23_strtol"] },
  "libgcc_s.so.1": { "GLIBC_2.0": ["_Unwind_Resume"] },
};

describe.each([
  [64, "little"],
  [32, "big"],
] as const)("%i bit, %s endian", (bits, endian) => {
  test("needs, library by library", () =>
    expect(needsOf(library({ bits, endian, needs }))).toEqual([
      {
        library: "libc.so.6",
        versions: [
          { name: "GLIBC_2.34", weak: false, index: 2 },
          { name: "GLIBC_2.38", weak: true, index: 3 },
        ],
      },
      { library: "libgcc_s.so.1", versions: [{ name: "GLIBC_2.0", weak: false, index: 4 }] },
    ]));

  test("definitions, without the library's own name", () => {
    const { natives, file } = opened(
      library({ bits, endian, soname: "libx.so", offers: ["X_1.0", "X_1.1"] }),
    );
    expect(natives.definitions(file)).toEqual(["X_1.0", "X_1.1"]);
  });
});

test("none at all", () => {
  const { natives, file } = opened(library());
  expect([natives.needs(file), natives.definitions(file)]).toEqual([[], []]);
});

test("a chain that leads back to itself ends", () => {
  const bytes = library({ needs });
  const view = new DataView(bytes.buffer);
  // The last entry's next: from the second library's back to the first.
  for (let at = 0; at + 16 <= bytes.length; at += 2) {
    if (
      view.getUint16(at, true) === 1 &&
      view.getUint16(at + 2, true) === 1 &&
      view.getUint32(at + 8, true) === 16
    )
      view.setUint32(at + 12, 2 ** 32 - 48, true);
  }
  expect(needsOf(bytes).length).toBeLessThanOrEqual(2);
});
