import { expect, test } from "vitest";
import { withHwcaps } from "../../../core/native/hwcaps.ts";
import { MemoryFiles } from "../support/tree.ts";

const files = new MemoryFiles({ layers: [{ "lib/glibc-hwcaps/x86-64-v2/libx.so": "" }] });

test("folders for newer CPUs come before the folder they are in", () => {
  const parent = "/opt/lib/glibc-hwcaps";
  expect(withHwcaps("/opt/lib", "x64", files)).toEqual([
    `${parent}/x86-64-v3`,
    `${parent}/x86-64-v2`,
    "/opt/lib",
  ]);
});

test.each([
  ["arm64 has none", "/opt/lib", "arm64"],
  ["a folder without any", "/opt/bin", "x64"],
])("%s", (_, folder, arch) => expect(withHwcaps(folder, arch, files)).toEqual([folder]));
