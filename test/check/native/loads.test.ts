/** Native files that code asks for by their path. */
import { describe, expect, test } from "vitest";
import { machO, padded } from "../../core/support/elf.ts";
import { library, RETURN } from "../../core/support/library.ts";
import { type Arch, addonFor, checked, judged, other, packageOf } from "./judged.ts";

const arches: readonly Arch[] = ["x64", "arm64"];
const handler = "exports.handler = async () => 1;";
const nothing = { will: [], may: [] };

/** Each with its code, and the beginning of what is wrong. */
const unfit: readonly (readonly [string, string, (arch: Arch) => Uint8Array])[] = [
  ["wrong-architecture", "was built for ", (arch) => addonFor(other[arch])],
  ["wrong-libc", "was built for musl", (arch) => addonFor(arch, { needed: ["libc.so"] })],
  ["wrong-platform", "was built for macOS", () => padded(machO())],
  ["damaged-binary", "is cut off", (arch) => addonFor(arch).subarray(0, -64)],
  ["damaged-binary", "is empty", () => new Uint8Array()],
  ["missing-library", "needs libnope.so.1", (arch) => addonFor(arch, { needed: ["libnope.so.1"] })],
  [
    "newer-libc",
    "needs GLIBC_2.39",
    (arch) => addonFor(arch, { needs: { "libc.so.6": { "GLIBC_2.39": ["f"] } } }),
  ],
  [
    "abi-mismatch",
    "was built for NODE_MODULE_VERSION 115; v24",
    (arch) => addonFor(arch, { defines: { node_register_module_v115: RETURN } }),
  ],
];

describe.each(arches)("on %s", (arch) => {
  const lacking = other[arch];

  test.each(unfit)("%s: one that %s ends the init", (code, fault, bytes) => {
    const { will, may } = checked(arch, {
      "index.js": `require("./x.node"); ${handler}`,
      "x.node": bytes(arch),
    });
    expect(may).toEqual([]);
    expect(will.map((finding) => [finding.severity, finding.code])).toEqual([["error", code]]);
    expect(will[0]?.message).toContain(fault);
    expect(will[0]?.message).toContain("Loading it failed.");
    expect(will[0]?.evidence).toMatchObject({ outcome: "failed", survived: false, recovered: false });
  });

  test("one that fits is not mentioned", () => {
    const files = { "index.js": `require("./x.node"); ${handler}`, "x.node": addonFor(arch) };
    expect(judged(arch, files)).toEqual(nothing);
  });

  test("in a package, where the whole chain is certain", () => {
    const nat = packageOf("nat", {}, { "index.js": `module.exports = require("./b/n.node")` });
    const files = { ...nat, "node_modules/nat/b/n.node": addonFor(lacking) };
    expect(judged(arch, { ...files, "index.js": `require("nat"); ${handler}` })).toEqual({
      will: ["error wrong-architecture nat"],
      may: [],
    });
    const lazy = `exports.handler = async () => require("nat");`;
    expect(judged(arch, { ...files, "index.js": lazy })).toEqual({
      will: [],
      may: ["error wrong-architecture nat"],
    });
  });

  test.each([
    [`try { require("nat") } catch {}`, `module.exports = require("./b/n.node")`],
    [`require("nat")`, `try { module.exports = require("./b/n.node") } catch {}`],
  ])("is a warning where the code gets over it: %s, %s", (own, inPackage) => {
    const nat = packageOf("nat", {}, { "index.js": inPackage, "b/n.node": addonFor(lacking) });
    // What else fails is not blamed on it.
    const files = { ...nat, "index.js": `${own}; require("gone"); ${handler}` };
    expect(judged(arch, files)).toEqual({
      will: ["error unresolved-module gone", "warning wrong-architecture nat"],
      may: [],
    });
  });

  test("a later load that fits makes up for one that is caught, and not for one that ends the init", () => {
    const both = { "a.node": addonFor(lacking), "b.node": addonFor(arch) };
    const caught = `try { require("./a.node") } catch { require("./b.node") } require("./b.node");`;
    expect(judged(arch, { ...both, "index.js": `${caught} ${handler}` })).toEqual(nothing);
    const ends = `require("./b.node"); require("./a.node");`;
    expect(judged(arch, { ...both, "index.js": `${ends} ${handler}` }).will).toEqual([
      "error wrong-architecture (function)",
    ]);
  });

  test("files that are chosen by name for other machines are not judged", () => {
    const by = `const of = { ${lacking}: () => require("./${lacking}/n.node"), mac: () => require("./darwin/n.node") };`;
    const files = { [`${lacking}/n.node`]: addonFor(lacking), "darwin/n.node": padded(machO()) };
    const nat = packageOf("nat", {}, { "index.js": by, ...files });
    expect(judged(arch, { ...nat, "index.js": `require("nat"); ${handler}` })).toEqual(nothing);
  });

  test("of one another's libraries, those that come along count", () => {
    const needs = addonFor(arch, { needed: ["libown.so"], runpath: "$ORIGIN" });
    const own = library({ machine: arch === "x64" ? 62 : 183, soname: "libown.so" });
    const files = { "index.js": `require("./x.node"); ${handler}`, "x.node": needs, "libown.so": own };
    expect(judged(arch, files)).toEqual(nothing);
  });
});
