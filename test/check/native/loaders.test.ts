/** Packages that leave the choice of their native file to a loader, or to a package for each platform. */
import { describe, expect, test } from "vitest";
import { type Arch, addonFor, type Files, judged, other, packageOf } from "./judged.ts";

const arches: readonly Arch[] = ["x64", "arm64"];
const nothing = { will: [], may: [] };
const handler = "exports.handler = async () => 1;";
const uses: Files = { "index.js": `require("nat"); ${handler}` };
const platforms = ["linux-x64-gnu", "linux-arm64-gnu", "darwin-arm64"].map((name) => `nat-${name}`);
const optionalDependencies = Object.fromEntries([...platforms, "nat-wasm32-wasi"].map((name) => [name, "1"]));

/** Loaders as they are written: by napi-rs, sharp, lightningcss, rollup and libsql. */
const loaders: Readonly<Record<string, string>> = {
  "a list of names": `
    let native; const errors = [];
    function find() { ${platforms.map((name) => `try { return require("${name}") } catch (e) { errors.push(e) }`).join("\n")} }
    native = find();
    if (!native) { try { native = require("nat-wasm32-wasi") } catch {} }
    if (!native) throw new Error("Cannot find native binding");
    module.exports = native;`,
  "a switch in a try": `
    let native;
    try { switch (process.platform + process.arch) {
      ${platforms.map((name) => `case "${name}": native = require("${name}"); break;`).join("\n")}
    } } catch {}
    if (!native) { throw new Error("Could not load") }`,
  "a name that is put together": `
    let native; const parts = [process.platform, process.arch, "gnu"];
    try { native = require(\`nat-\${parts.join("-")}\`) }
    catch { native = require(\`../nat.\${parts.join("-")}.node\`) }`,
  "a function that throws": `
    const friendly = (id) => { try { return require(id) } catch (cause) { throw new Error("reinstall", { cause }) } };
    module.exports = friendly(\`nat-\${process.platform}-\${process.arch}-gnu\`);`,
  "a function without a try": `
    function native() { let target = where(); return require(\`nat-\${target}\`) }
    const { open } = native();`,
};

describe.each(arches)("on %s", (arch) => {
  const needed = `nat-linux-${arch}-gnu`;
  const lacking = `nat-linux-${other[arch]}-gnu`;
  const error = `error unresolved-module ${needed}`;
  const platformPackage = (name: string, addon: Uint8Array): Files =>
    packageOf(name, { main: "./n.node" }, { "n.node": addon });

  describe.each(Object.entries(loaders))("%s", (_, code) => {
    const nat = packageOf("nat", { optionalDependencies }, { "index.js": code });

    test("ends the init where no platform's package is there, or another one's", () => {
      expect(judged(arch, { ...uses, ...nat }).will).toEqual([error]);
      const foreign = platformPackage(lacking, addonFor(other[arch]));
      expect(judged(arch, { ...uses, ...nat, ...foreign })).toEqual({ will: [error], may: [] });
    });

    test("may fail later where only the handler asks", () => {
      const lazy = { "index.js": `exports.handler = async () => require("nat");` };
      expect(judged(arch, { ...lazy, ...nat })).toEqual({ will: [], may: [error] });
    });

    test("is not mentioned with what serves", () => {
      const own = platformPackage(needed, addonFor(arch));
      const foreign = platformPackage(lacking, addonFor(other[arch]));
      expect(judged(arch, { ...uses, ...nat, ...own, ...foreign })).toEqual(nothing);
    });

    test("is not an error where the code does without it", () => {
      const files = { ...nat, "index.js": `try { require("nat") } catch {} ${handler}` };
      expect(judged(arch, files)).toEqual(nothing);
    });

    test("is an error where the file in the right package does not fit", () => {
      const wrong = platformPackage(needed, addonFor(other[arch]));
      expect(judged(arch, { ...uses, ...nat, ...wrong }).will).toEqual([
        `error wrong-architecture ${needed}`,
      ]);
    });
  });

  test("WebAssembly serves where no native file does", () => {
    const nat = packageOf("nat", { optionalDependencies }, { "index.js": loaders["a list of names"] ?? "" });
    const wasm = packageOf("nat-wasm32-wasi", {}, { "index.js": "" });
    expect(judged(arch, { ...uses, ...nat, ...wasm }).will).toEqual([]);
  });

  test("so does code in JavaScript", () => {
    const code = `try { module.exports = require("${needed}") } catch (e) {
      if (e.code !== "MODULE_NOT_FOUND") throw e; module.exports = require("./plain.js") }`;
    const nat = packageOf("nat", { optionalDependencies }, { "index.js": code, "plain.js": "" });
    expect(judged(arch, { ...uses, ...nat })).toEqual(nothing);
  });

  test.each(["prebuilds/linux-OTHER/n.node", "build/Release/n.node"])("node-gyp-build and %s", (path) => {
    const at = path.replace("OTHER", other[arch]);
    const loader = packageOf("node-gyp-build", {}, { "index.js": "module.exports = () => 1" });
    const manifest = { dependencies: { "node-gyp-build": "1" } };
    const nat = (code: string): Files => ({
      ...uses,
      ...loader,
      ...packageOf("nat", manifest, { "index.js": code, "plain.js": "", [at]: addonFor(other[arch]) }),
    });
    const call = `module.exports = require("node-gyp-build")(__dirname);`;
    expect(judged(arch, nat(call))).toEqual({ will: ["error wrong-architecture nat"], may: [] });
    const caught = `try { ${call} } catch { module.exports = require("./plain.js") }`;
    expect(judged(arch, nat(caught))).toEqual({ will: ["warning wrong-architecture nat"], may: [] });
  });
});
