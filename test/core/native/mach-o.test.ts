import { expect, test } from "vitest";
import { isMachO, readMachO } from "../../../core/native/mach-o.ts";
import { fatMachO, machO } from "../support/elf.ts";

test("thin", () => {
  expect(readMachO(machO(0x1000007))).toEqual({ format: "mach-o", archs: ["x64"], fat: false });
  expect(readMachO(machO(0x7fffffff))).toMatchObject({ archs: ["cpu 0x7fffffff"] });
});

test("fat", () =>
  expect(readMachO(fatMachO([0x1000007, 0x100000c]))).toEqual({
    format: "mach-o",
    archs: ["x64", "arm64"],
    fat: true,
  }));

test("a fat file that announces more than it holds is cut", () =>
  expect(readMachO(fatMachO([7], 2))).toBeNull());

test("a Java class is not one", () => expect(isMachO(fatMachO([0], 61))).toBe(false));
