import { expect, it } from "vitest";
import { library, nodeApiAddon, RETURN } from "../../core/support/library.ts";
import { diff, pack, told } from "./layers.ts";

const arm64 = 183;
const glibc = (level: string, options = {}) =>
  library({ needed: ["libc.so.6"], needs: { "libc.so.6": { [`GLIBC_${level}`]: ["memcpy"] } }, ...options });
const musl = library({ needed: ["libc.musl-x86_64.so.1"] });
const addon = (version: string, files: Record<string, Uint8Array>) =>
  pack("a", version, {}, { "index.js": "exports.a = 1;", ...files });

it("breaks where a CPU is gone, and adds where one is new", () => {
  const one = addon("1.0.0", { "x64.node": glibc("2.17") });
  const two = addon("1.0.1", { "x64.node": glibc("2.17"), "arm64.node": glibc("2.17", { machine: arm64 }) });
  expect(told(two, one)).toContain("major cpu-gone a");
  // No package says it: the one that had it has another name now.
  const renamed = pack("b", "1.0.0", {}, { "x64.node": glibc("2.17") });
  expect(told(two, renamed)).toContain("major cpu-gone -");
  expect(told(one, two)).toContain("minor cpu-added -");
});

it("breaks where one package of several has a CPU no more", () => {
  const arm = glibc("2.17", { machine: arm64 });
  const other = pack("b", "1.0.0", {}, { "b.node": arm, "c.node": glibc("2.17") });
  const both = addon("1.0.0", { "x64.node": glibc("2.17"), "arm64.node": arm });
  expect(
    told({ ...both, ...other }, { ...addon("1.0.1", { "x64.node": glibc("2.17") }), ...other }),
  ).toContain("major cpu-gone a");
});

it("breaks where a package for one CPU is gone that another names", () => {
  const main = pack("a", "1.0.0", { optionalDependencies: { "a-arm64": "1.0.0" } });
  const arm = pack("a-arm64", "1.0.0", {}, { "a.node": glibc("2.17", { machine: arm64 }) });
  const other = pack("b", "1.0.0", {}, { "b.node": glibc("2.17", { machine: arm64 }) });
  const { changes } = diff({ ...main, ...arm, ...other }, { ...main, ...other });
  expect(changes.find(({ code }) => code === "cpu-gone")).toMatchObject({
    package: "a",
    entry: "a-arm64",
    old: "arm64",
  });
});

it("breaks where it needs a glibc that the runtimes do not have", () => {
  const level = (version: string, glibcLevel: string) => addon(version, { "x64.node": glibc(glibcLevel) });
  expect(told(level("1.0.0", "2.17"), level("1.0.1", "2.28"))).toContain("patch libc-raised a");
  const { changes } = diff(level("1.0.0", "2.17"), level("1.0.1", "2.38"));
  expect(changes[0]).toMatchObject({
    code: "libc-raised",
    step: "major",
    old: "GLIBC_2.17",
    new: "GLIBC_2.38",
    items: ["nodejs22.x", "nodejs24.x", "nodejs26.x"],
  });
  expect(told(level("1.0.0", "2.38"), level("1.0.1", "2.17"))).not.toContain("patch libc-raised a");
});

it("does not count a weak version, without which the loader goes on", () => {
  const weak = addon("1.0.1", { "x64.node": glibc("2.38?") });
  expect(told(addon("1.0.0", { "x64.node": glibc("2.17") }), weak)).not.toContain("major libc-raised a");
});

it("breaks where it is for another libc", () => {
  expect(told(addon("1.0.0", { "a.node": glibc("2.17") }), addon("1.0.1", { "a.node": musl }))).toContain(
    "major libc-changed a",
  );
});

it("breaks where an addon loads on fewer runtimes", () => {
  const bound = (abi: string) => library({ defines: { [`node_register_module_v${abi}`]: RETURN } });
  const one = addon("1.0.0", { "a.node": nodeApiAddon(8) });
  const { changes } = diff(one, addon("1.0.1", { "a.node": bound("137") }));
  expect(changes[0]).toMatchObject({ code: "abi-gone", step: "major", items: ["nodejs22.x", "nodejs26.x"] });
  expect(told(one, addon("1.0.1", { "a.node": nodeApiAddon(11) }))).toContain("major abi-gone a");
  expect(told(one, addon("1.0.1", { "a.node": nodeApiAddon(9) }))).not.toContain("major abi-gone a");
});

it("counts in full in a package that functions do not import", () => {
  const nested = (level: string) =>
    pack("b", "1.0.0", {}, { "b.node": glibc(level) }, "nodejs/node_modules/a/node_modules");
  expect(
    told({ ...pack("a", "1.0.0"), ...nested("2.17") }, { ...pack("a", "1.0.0"), ...nested("2.38") }),
  ).toContain("major libc-raised b");
});

it("judges libraries and programs in no package", () => {
  expect(told({ "lib/liba.so": glibc("2.17") }, { "lib/liba.so": glibc("2.38") })).toContain(
    "major libc-raised lib/liba.so",
  );
});
