import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inlineBytes, mapPlaceOf } from "../../../../core/layout/bundled/map-comment.ts";
import { MemoryFiles } from "../../support/tree.ts";
import { finish } from "./support.ts";

const bundle = "/var/task/src/index.js";
const filesOf = (text: string) => new MemoryFiles({ function: { "src/index.js": text } });
const placeOf = (text: string) => finish(mapPlaceOf(filesOf(text), bundle, "/var/task")).result;
const named = (url: string) => placeOf(`x();\n//# sourceMappingURL=${url}`);
const data = "data:application/json;base64,";

describe("a comment", () => {
  test.each([
    ["index.js.map", "/var/task/src/index.js.map"],
    ["./m/a.map", "/var/task/src/m/a.map"],
    ["../a.map", "/var/task/a.map"],
    ["a.map?v=1#x", "/var/task/src/a.map"],
    ["a%20b.map", "/var/task/src/a b.map"],
  ])("names %s", (url, path) => expect(named(url)).toEqual({ kind: "file", path }));

  test.each([
    "../../opt/a.map",
    "%2e%2e/%2e%2e/etc/passwd",
    "/var/task/a.map",
    "//host/a.map",
    "http://localhost/a.map",
    "FILE:a.map",
    "%",
    "%ff",
  ])("that names no file of the function is not followed: %s", (url) => expect(named(url)).toBeNull());

  test("is followed up to 1,024 characters", () => {
    expect(named("x".repeat(1_024))).not.toBeNull();
    expect(named("x".repeat(1_025))).toBeNull();
  });

  test("counts in each form that the standard has, and the last one counts", () => {
    const path = "/var/task/src/b.map";
    for (const end of ["", "\n", "\n\n", "\nx();\n", " \t\n"])
      expect(placeOf(`//# sourceMappingURL=a.map\n//@\tsourceMappingURL=b.map${end}`), end).toEqual({
        kind: "file",
        path,
      });
    for (const text of [
      "",
      "x();",
      "//# sourceMappingURL=",
      "// sourceMappingURL=b.map",
      '"//# sourceMappingURL=b.map"',
    ])
      expect(placeOf(text), text).toBeNull();
  });

  test("counts only near the end of the file", () => {
    expect(placeOf(`//# sourceMappingURL=a.map\n${"x".repeat(4_000)}`)).not.toBeNull();
    expect(placeOf(`//# sourceMappingURL=a.map\n${"x".repeat(5_000)}`)).toBeNull();
  });

  test("of a file that is not there is none", () => {
    expect(finish(mapPlaceOf(filesOf(""), "/var/task/gone.js", "/var/task")).result).toBeNull();
  });
});

describe("an inline map", () => {
  test("is found wherever its start is, in steps of 64 KiB", () => {
    const found = (length: number) => {
      const text = `x();\n//# sourceMappingURL=${data}${"A".repeat(length)}\n`;
      const { result, steps } = finish(mapPlaceOf(filesOf(text), bundle, "/var/task"));
      expect(result, String(length)).toEqual({ kind: "inline", start: text.indexOf(data) + data.length });
      return steps;
    };
    // The comment is whole in a step, at its edge, and cut by it.
    for (let length = 65_536 - 200; length < 65_536 + 200; length++) found(length);
    expect([found(0), found(200_000)]).toEqual([0, 3]);
  });

  test("takes a charset, and no other kind of data", () => {
    expect(named("data:application/json;charset=utf-8;base64,AAAA")).toMatchObject({ kind: "inline" });
    for (const url of [
      "data:text/plain;base64,AAAA",
      "data:application/json,{}",
      `data:application/json;${"x".repeat(41)};base64,`,
    ])
      expect(named(url), url).toBeNull();
  });

  test("ends the search at the first text that is not base64", () => {
    const files = filesOf(`//# sourceMappingURL=${data}AAAA\n${"x;".repeat(500_000)}`);
    expect(finish(mapPlaceOf(files, bundle, "/var/task"))).toEqual({ result: null, steps: 0 });
    expect(files.asked.readAt).toBeLessThanOrEqual(2);
  });

  test("is read at any place", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.nat(70),
        fc.nat(70),
        (bytes, offset, length) => {
          const before = `code();\n//# sourceMappingURL=${data}`;
          const files = filesOf(`${before}${Buffer.from(bytes).toString("base64")}\n`);
          const read = inlineBytes(files, bundle, before.length)(offset, length);
          expect([...(read ?? [])]).toEqual([...bytes.subarray(offset, offset + length)]);
        },
      ),
    );
  });

  test("ends where its base64 does", () => {
    const read = inlineBytes(filesOf("AAAA;BBBB"), bundle, 0);
    expect(read(0, 100)).toHaveLength(3);
    expect(read(3, 100)).toHaveLength(0);
    expect(inlineBytes(filesOf(""), "/var/task/gone.js", 0)(0, 100)).toHaveLength(0);
  });
});
