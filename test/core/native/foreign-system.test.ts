import { expect, test } from "vitest";
import { foreignSystem } from "../../../core/native/foreign-system.ts";
import { identify } from "../../../core/native/identify.ts";
import { elf, machO, pe } from "../support/elf.ts";

const needing = (...needed: readonly string[]) => ({ needed });

test.each([
  ["Mach-O", machO(), "macOS"],
  ["PE", pe(), "Windows"],
  ["FreeBSD's mark", elf({ osAbi: 9 }), "FreeBSD"],
  ["OpenBSD's mark", elf({ osAbi: 12 }), "OpenBSD"],
  ["Linux", elf(), null],
  ["GNU/Linux", elf({ osAbi: 3 }), null],
])("by the header: %s", (_, bytes, system) => {
  expect(foreignSystem(identify(bytes), "load")).toBe(system);
  expect(foreignSystem(identify(bytes), "run")).toBe(system);
});

test.each([
  ["/lib/amd64/ld.so.1", "Solaris"],
  ["/usr/lib/ld.so.1", "Solaris"],
  ["/libexec/ld-elf.so.1", "FreeBSD"],
  ["/usr/libexec/ld.so", "OpenBSD"],
  ["/usr/libexec/ld.elf_so", "NetBSD"],
  ["/system/runtime_loader", "Haiku"],
  ["/lib64/ld-linux-x86-64.so.2", null],
  ["/lib/ld-musl-x86_64.so.1", null],
  ["/system/bin/linker64", null],
])("by the loader that a program names: %s", (interpreter, system) => {
  expect(foreignSystem(identify(elf()), "run", interpreter)).toBe(system);
});

test.each([
  ["libc.so.7", "FreeBSD"],
  ["libc.so.97.1", "OpenBSD"],
  ["libc.so.12", "NetBSD"],
  ["libc.so.1", "Solaris"],
  ["libc.so.6", null],
  ["libc.so", null],
])("by the C library that a file needs: %s", (name, system) => {
  expect(foreignSystem(identify(elf()), "load", null, needing("libm.so", name))).toBe(system);
});

test("an unknown mark stops a library, and no program", () => {
  expect(foreignSystem(identify(elf({ osAbi: 255 })), "load")).toBe("ELF system 255");
  expect(foreignSystem(identify(elf({ osAbi: 255 })), "run")).toBeNull();
});
