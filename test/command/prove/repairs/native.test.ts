import { describe, expect, it } from "vitest";
import { repairsOf } from "../../../../command/prove/repairs/repairs-of.ts";
import type { FindingCode } from "../../../../core/findings/finding.ts";
import { copyRef, finding, staged } from "../fixture.ts";

const folder = "/var/task/node_modules/addon";
const file = `${folder}/build/Release/addon.node`;
const files = { "node_modules/addon/build/Release/addon.node": "x" };

const native = (code: FindingCode, evidence: object, name = "addon", path = folder) =>
  finding(code, { package: name, winner: copyRef(path, "2.1.9"), evidence: { file, ...evidence } });

describe("a native file that does not load", () => {
  it("gives way to the file beside it that fits", async () => {
    const fitting = `${folder}/prebuilds/linux-x64/addon.node`;
    const { site } = await staged({ ...files, "node_modules/addon/prebuilds/linux-x64/addon.node": "y" });
    expect(repairsOf(native("wrong-architecture", { fitting, needed: "x64" }), site).repairs).toEqual([
      { when: `${fitting} takes the place of ${file}`, edits: [{ kind: "copy", from: fitting, to: file }] },
    ]);
  });

  it("is installed again for this CPU where nothing fits", async () => {
    const { site } = await staged(files);
    expect(
      repairsOf(native("wrong-architecture", { fitting: null, needed: "arm64" }), site).repairs[0]?.edits,
    ).toEqual([{ kind: "install", package: "addon", range: "2.1.9", to: folder, cpu: "arm64" }]);
  });

  it("is installed under the name of this platform", async () => {
    const path = "/var/task/node_modules/@img/sharp-darwin-arm64";
    const { site } = await staged(files);
    const wrong = native("wrong-platform", { needed: "x64" }, "@img/sharp-darwin-arm64", path);
    expect(repairsOf(wrong, site).repairs[0]?.edits).toMatchObject([
      { package: "@img/sharp-linux-x64", to: "/var/task/node_modules/@img/sharp-linux-x64", cpu: "x64" },
    ]);
  });

  it.each([
    ["not-executable", 0o755],
    ["denied", 0o644],
  ])("gets its mode back: %s", async (defect, mode) => {
    const { site } = await staged(files);
    expect(
      repairsOf(native("damaged-binary", { defect, fitting: null }), site).repairs.map(({ edits }) => edits),
    ).toEqual([[{ kind: "mode", path: file, mode }]]);
  });

  it("gets back the link to a library that a zip did not keep", async () => {
    const { site } = await staged({ ...files, "node_modules/addon/lib/libx.so.1.2.3": "z" });
    const libraries = [{ name: "libx.so.1", neededBy: file, broken: null, passedOver: [] }];
    expect(
      repairsOf(native("missing-library", { libraries }), site).repairs.map(({ edits }) => edits),
    ).toEqual([[{ kind: "link", path: `${folder}/lib/libx.so.1`, target: `${folder}/lib/libx.so.1.2.3` }]]);
  });

  it("finds its library on the library path, but for the one that does not fit", async () => {
    const { site } = await staged({
      ...files,
      "vendor/good/libx.so.1": "z",
      "vendor/other/libx.so.1": "z",
    });
    const libraries = [{ name: "libx.so.1", broken: null, passedOver: ["/var/task/vendor/other/libx.so.1"] }];
    expect(
      repairsOf(native("missing-library", { libraries }), site).repairs.map(({ edits }) => edits),
    ).toEqual([[{ kind: "copy", from: "/var/task/vendor/good/libx.so.1", to: "/opt/lib/libx.so.1" }]]);
  });

  it("runs on the Node that it was built for", async () => {
    const { site } = await staged(files);
    const wrong = native("abi-mismatch", { kind: "module-version", built: 127, host: 137 });
    expect(repairsOf(wrong, site).repairs).toEqual([
      { when: "the function runs on nodejs22.x", edits: [{ kind: "node", line: 22 }] },
    ]);
  });

  it("has no repair for a file that is not in these artefacts", async () => {
    const { site } = await staged({ "index.js": "" });
    expect(repairsOf(native("damaged-binary", {}), site).refused).toBe(
      "the native file is neither in the function nor in a layer",
    );
  });
});

it("says why there is no repair for a dependency that is not declared", async () => {
  const { site } = await staged({ "index.js": "" });
  expect(repairsOf(finding("undeclared-dependency", { package: "a" }), site).refused).toBe(
    "to declare a dependency changes nothing that is loaded",
  );
});
