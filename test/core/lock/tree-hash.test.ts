import { describe, expect, it } from "vitest";
import { type HashedNode, treeText } from "../../../core/lock/tree-hash.ts";

const file = (path: string, executable = false): HashedNode => ({
  path,
  kind: "file",
  executable,
  sha256: "9f86d0",
});

describe("the text that is hashed", () => {
  it("has a line for each file and link", () => {
    const nodes = [
      file("a/index.js"),
      file("a/run", true),
      { path: "b", kind: "link", target: "../a" } as const,
    ];
    expect(treeText(nodes)).toBe('"a/index.js" - 9f86d0\n"a/run" x 9f86d0\n"b" > "../a"\n');
  });

  it("does not depend on the order", () => {
    const paths = ["b", "a/b", "a", "a.js", "é", "Z"];
    const sorted =
      '"Z" - 9f86d0\n"a" - 9f86d0\n"a.js" - 9f86d0\n"a/b" - 9f86d0\n"b" - 9f86d0\n"é" - 9f86d0\n';
    expect(treeText(paths.map((path) => file(path)))).toBe(sorted);
    expect(treeText(paths.reverse().map((path) => file(path)))).toBe(sorted);
  });

  it("cannot be forged by a name", () => {
    const forged = file('a" - 9f86d0\n"b');
    expect(treeText([forged])).not.toBe(treeText([file("a"), file("b")]));
    expect(treeText([forged]).split("\n")).toHaveLength(2);
  });
});
