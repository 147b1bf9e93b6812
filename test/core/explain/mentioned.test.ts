import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMentioned } from "../../../core/explain/mentioned.ts";
import { copy, finding } from "./support.ts";

const missing = (name: string) => finding(name, { code: "unresolved-module" });

describe("a text that speaks of a module that was not found", () => {
  it.each([
    ["pg", "Please install pg to use this client"],
    ["pg", "pg"],
    ["@acme/db", "The driver needs '@acme/db'."],
    ["pg", "not pgx, but pg."],
  ])("%s: %s", (name, text) => expect(isMentioned(missing(name), { text })).toBe(true));

  it.each([
    ["pg", "Please install pgx"],
    ["pg", "Please install @acme/pg or pg-native"],
    ["db", "Please install @acme/db"],
    ["pg", null],
    ["", "pg"],
  ])("not %s: %s", (name, text) => expect(isMentioned(missing(name), { text })).toBe(false));

  it("does not count for a file of the importer's own package", () => {
    const importer = {
      path: "/var/task/node_modules/sharp/lib/a.js",
      copy: copy("sharp", "1.0.0", "function"),
    };
    const one = finding("sharp", { code: "unresolved-module", importer });
    expect(isMentioned(one, { text: 'Could not load the "sharp" module' })).toBe(false);
  });

  it.each([
    ["Could not locate the bindings file. Tried:\n → /var/task/node_modules/a/build/a.node", true],
    ["Something went wrong installing a\n\nCannot find module './build/a.node'", true],
    ["a refused the value", false],
  ])("a native file that was not built, by its path: %s", (text, expected) => {
    const unbuilt = { package: "a", file: "/var/task/node_modules/a/build/a.node" };
    const evidence = { specifier: "./build/a.node", unbuilt };
    expect(isMentioned(finding("a", { code: "unresolved-module", evidence }), { text })).toBe(expected);
  });

  it.each([
    ["file too short: /opt/lib/libx.so", true],
    ["ffmpeg exited with 2", true],
    ["ffmpeg-static exited with 2", false],
    ["it exited with 2", false],
  ])("a native file by its path, a program by its name: %s", (text, expected) => {
    const evidence = { file: "/opt/lib/libx.so", asked: "ffmpeg", outcome: "failed" };
    const one = finding("x", { code: "wrong-platform", evidence });
    expect(isMentioned(one, { text })).toBe(expected);
  });

  it.each([
    ["libonnx.so.1: cannot open shared object file: No such file or directory", false, true],
    ["libonnx.so.12: cannot open shared object file: No such file or directory", false, false],
    ["libonnx.so.1", true, false],
  ])("a library that a native file lacks: %s", (text, script, expected) => {
    const evidence = { file: "/opt/lib/libx.so", libraries: [{ name: "libonnx.so.1" }], script };
    expect(isMentioned(finding("x", { code: "missing-library", evidence }), { text })).toBe(expected);
  });

  it.each([
    ["Command failed: cd /tmp && pandoc -v\n/bin/sh: 1: pandoc: Exec format error", "likely", true],
    ["Command failed: cd /tmp && pandoc-x -v", "likely", false],
    ["pandoc refused the value", "latent", false],
  ])("a program that a shell could not run: %s", (text, outcome, expected) => {
    const evidence = { file: "/opt/bin/pandoc", asked: null, outcome };
    expect(isMentioned(finding("x", { code: "wrong-architecture", evidence }), { text })).toBe(expected);
  });

  it("counts only for a module that was not found", () => {
    expect(isMentioned(finding("pg", { code: "range-violation" }), { text: "pg failed" })).toBe(false);
  });
});

describe("any text and any name", () => {
  const parts = fc.array(fc.constantFrom("pg", "@a/pg", "pgx", "-", " ", "'", "/", ".", "", "é"), {
    maxLength: 12,
  });
  const joined = parts.map((list) => list.join(""));
  const names = fc.oneof(fc.constantFrom("pg", "@a/pg", "", "-", "."), fc.string({ maxLength: 4 }));

  it("is mentioned only where it is in the text, and always between blanks", () => {
    fc.assert(
      fc.property(joined, joined, names, (before, after, name) => {
        const text = `${before}${after}`;
        if (isMentioned(missing(name), { text })) expect(text).toContain(name);
        const between = `${before} ${name} ${after}`;
        expect(isMentioned(missing(name), { text: between })).toBe(name !== "");
      }),
      { numRuns: 1_000 },
    );
  });

  it("is read up to a limit", () => {
    expect(isMentioned(missing("pg"), { text: `${" ".repeat(5_000)}pg` })).toBe(false);
    expect(isMentioned(missing("pg"), { text: "pgpg".repeat(100_000) })).toBe(false);
  });
});
