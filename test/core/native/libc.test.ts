import { expect, test } from "vitest";
import { libcOf, libcOfName } from "../../../core/native/libc.ts";

test.each([
  ["libc.so.6", "glibc"],
  ["ld-linux-x86-64.so.2", "glibc"],
  ["ld-linux-aarch64.so.1", "glibc"],
  ["libc.musl-x86_64.so.1", "musl"],
  ["ld-musl-aarch64.so.1", "musl"],
  ["libc.so", null],
  ["libcrypt.so.1", null],
])("%s", (name, libc) => expect(libcOfName(name)).toBe(libc));

test.each([
  ["a program by its loader", "/lib/ld-musl-x86_64.so.1", [], "musl"],
  ["a library by its libc", null, ["libstdc++.so.6", "libc.musl-x86_64.so.1"], "musl"],
  ["a bare libc.so is musl's", null, ["libgcc_s.so.1", "libc.so"], "musl"],
  ["or Android's, with what Android splits off", null, ["libc.so", "libdl.so", "liblog.so"], "bionic"],
  ["a static program", null, [], null],
  ["a library that needs none", null, ["libfoo.so.1"], null],
] as const)("%s", (_, interpreter, needed, libc) =>
  expect(libcOf(interpreter, { needed }, () => [])).toBe(libc),
);

test("Android's versions give it away", () =>
  expect(
    libcOf(null, { needed: ["libc.so"] }, () => [
      { library: "libc.so", versions: [{ name: "LIBC", weak: false, index: 2 }] },
    ]),
  ).toBe("bionic"));

test("GLIBC_2.0 of libgcc_s does not make a musl file glibc's", () =>
  expect(
    libcOf(null, { needed: ["libgcc_s.so.1", "libc.so"] }, () => [
      { library: "libgcc_s.so.1", versions: [{ name: "GLIBC_2.0", weak: false, index: 2 }] },
    ]),
  ).toBe("musl"));
