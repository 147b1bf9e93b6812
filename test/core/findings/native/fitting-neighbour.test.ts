import { describe, expect, test } from "vitest";
import { fittingNeighbour } from "../../../../core/findings/native/fitting-neighbour.ts";
import { onAmazonLinux } from "../../support/amazon-linux.ts";
import { elf } from "../../support/elf.ts";
import { library, nodeApiAddon } from "../../support/library.ts";
import { subject, treeOf, verdictsIn, worldOf } from "../../support/native-case.ts";
import { type Folder, MemoryFiles } from "../../support/tree.ts";

const copy = "/var/task/node_modules/n";
const fitting = (files: Folder, path: string, more: Folder = {}): string | null => {
  const world = worldOf(onAmazonLinux({ function: { "node_modules/n": files, ...more } }));
  return fittingNeighbour(subject(world, { path: `${copy}/${path}` }), world);
};
const foreign = library({ machine: 183 });

describe("a neighbour that fits", () => {
  test.each([
    [
      "in the same folder",
      { "build/a.node": foreign, "build/b.node": library() },
      "build/a.node",
      "build/b.node",
    ],
    [
      "in a folder next to it",
      { "lib/binding/x/n.node": foreign, "lib/binding/y/n.node": library() },
      "lib/binding/x/n.node",
      "lib/binding/y/n.node",
    ],
    [
      "among the prebuilds",
      { "build/Release/n.node": foreign, "prebuilds/linux-x64/n.node": library() },
      "build/Release/n.node",
      "prebuilds/linux-x64/n.node",
    ],
  ])("%s", (_, files, path, found) => expect(fitting(files, path)).toBe(`${copy}/${found}`));

  test("none for another system, CPU, C library or name, none that is damaged, not the file itself", () => {
    const others = {
      "b.node": library({ osAbi: 9 }),
      "c.so": library(),
      "d.node": library({ needed: ["libc.musl-x86_64.so.1"] }),
      "e.node": elf(),
      "f.node": library().subarray(0, 300),
    };
    expect(fitting({ "a.node": library(), ...others }, "a.node")).toBeNull();
  });

  test("never outside of the copy", () =>
    expect(fitting({ "n.node": foreign }, "n.node", { "node_modules/m/m.node": library() })).toBeNull());

  test("none next to a library that is not an addon", () =>
    expect(fitting({ "a.so": foreign, "b.node": library() }, "a.so")).toBeNull());

  test("the files opened are bounded", () => {
    const files = new MemoryFiles({
      function: {
        "node_modules/n": Object.fromEntries(
          Array.from({ length: 99 }, (_, index) => [`${index}.node`, elf({ machine: 183 })]),
        ),
      },
    });
    const world = worldOf({});
    fittingNeighbour(subject(world, { path: `${copy}/0.node` }), Object.assign(worldOf({}), { files }));
    expect(files.asked.readAt).toBeLessThanOrEqual(64);
  });
});

describe("severity, whatever the code", () => {
  const arm = treeOf(nodeApiAddon(8, { machine: 183 }));
  test.each([
    ["the load failed", { outcome: "failed" }, "error"],
    ["the process died in it", { outcome: "died" }, "error"],
    ["it failed, and another file of the package loaded", { outcome: "failed", recovered: true }, "info"],
    ["latent", { outcome: "latent" }, "warning"],
    ["latent, and all that a loaded package has", { outcome: "latent", sole: true }, "error"],
    [
      "latent, and another file of the package loaded",
      { outcome: "latent", recovered: true, sole: true },
      "info",
    ],
  ] as const)("%s", (_, options, severity) =>
    expect(verdictsIn(arm, options)).toEqual([`wrong-architecture ${severity}`]),
  );

  test("a file that loaded does not concern these rules", () =>
    expect(verdictsIn(arm, { outcome: "loaded" })).toEqual([]));
});
