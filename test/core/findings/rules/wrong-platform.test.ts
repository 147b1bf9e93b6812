import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { elf, fatMachO, LFS_POINTER, machO, pe } from "../../support/elf.ts";
import { findingsOf, nativeEnd, nativeStart } from "../../support/journal.ts";
import { type Node, pkg, type Tree } from "../../support/tree.ts";

const file = "/var/task/node_modules/n/build/Release/n.node";
const broken = [nativeStart(file), nativeEnd(file, `${file}: invalid ELF header`)];
const tree = (content: Node): Tree => ({
  function: { "node_modules/n": pkg("n", "1.0.0", {}, { "build/Release/n.node": content }) },
});

describe("observed", () => {
  test.each([
    ["Mach-O", machO(), "mach-o", "macOS", ["arm64"]],
    ["fat Mach-O", fatMachO([0x1000007, 0x100000c]), "mach-o", "macOS", ["x64", "arm64"]],
    ["PE", pe(), "pe", "Windows", ["x64"]],
    ["FreeBSD", elf({ osAbi: 9 }), "elf", "FreeBSD", ["x64"]],
    ["Git LFS", LFS_POINTER, "git-lfs-pointer", null, []],
    ["text", "<html>Not Found</html>", "text", null, []],
  ])("%s", (_, content, format, system, builtFor) => {
    const [finding, ...more] = findingsOf("wrong-platform", tree(content), broken);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: "error",
      package: "n",
      evidence: { file, format, system, builtFor },
    });
    if (finding !== undefined) expect(messageOf(finding)).not.toMatch(/null|undefined/);
  });
});

describe("silent", () => {
  test.each([
    ["an ELF file for Linux", elf({ osAbi: 3 })],
    ["an ELF file for another CPU", elf({ machine: 183 })],
    ["an empty file", ""],
    ["a cut file", elf().subarray(0, 10)],
    ["bytes of no known kind", new Uint8Array([0, 1, 2, 3])],
  ])("about %s", (_, content) => expect(findingsOf("wrong-platform", tree(content), broken)).toEqual([]));
});

test("the text says what the file is and what to do", () => {
  const [pointer] = findingsOf("wrong-platform", tree(LFS_POINTER), broken);
  const [mac] = findingsOf("wrong-platform", tree(machO()), broken);
  if (pointer === undefined || mac === undefined) throw new Error("no finding");
  expect(messageOf(pointer)).toBe(
    `${file} of n@1.0.0 in the function is a Git LFS pointer, not the file it points to. Loading it failed.`,
  );
  expect(fixOf(pointer)).toContain("git lfs pull");
  expect(messageOf(mac)).toBe(
    `${file} of n@1.0.0 in the function was built for macOS (arm64). Loading it failed.`,
  );
});
