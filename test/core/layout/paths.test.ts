import { expect, test } from "vitest";
import { isInside, joinPath, lastSegment, leadsOut, parentOf } from "../../../core/layout/paths.ts";

test.each([
  ["/a/b", "/a"],
  ["/a", "/"],
  ["/", null],
  ["a", null],
  ["", null],
])("the parent of %j is %j", (path, parent) => expect(parentOf(path)).toBe(parent));

test.each([
  ["/a/b", "/a", true],
  ["/a", "/a", true],
  ["/ab", "/a", false],
  ["/a", "/", true],
  ["/", "/a", false],
])("%j inside %j: %j", (path, folder, inside) => expect(isInside(path, folder)).toBe(inside));

test.each([
  ["/a/b", "../c", "/a/c"],
  ["/a", "./b/./c", "/a/b/c"],
  ["/", "../../x", "/x"],
  ["/a", "/b", "/b"],
  ["/a", "..", "/"],
])("%j and %j join to %j", (folder, relative, joined) => expect(joinPath(folder, relative)).toBe(joined));

test("the last segment", () => {
  expect(lastSegment("/a/b.js")).toBe("b.js");
  expect(lastSegment("b")).toBe("b");
});

test.each([
  ["../b", true],
  ["./b", false],
  ["/c/d", true],
  ["/a/p/lib", false],
  ["..", false],
  ["b", false],
])("%s asked for in /a/p leads out of /a/p: %s", (specifier, out) =>
  expect(leadsOut(specifier, "/a/p", "/a/p")).toBe(out),
);
