/** The reader against binutils' readelf (it comes with any compiler) on the real files of this machine. */
import { execFileSync } from "node:child_process";
import { globSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LoaderCache } from "../../../core/native/loader-cache.ts";
import { type NativeFile, NativeFiles } from "../../../core/native/native-file.ts";
import { nodeFileSystem } from "../../../extension/node-file-system.ts";

const repository = join(import.meta.dirname, "../../..");
const cached = new LoaderCache(nodeFileSystem);
const system = [
  "libc.so.6",
  "libstdc++.so.6",
  "libm.so.6",
  "libgcc_s.so.1",
  "libz.so.1",
  "libcrypto.so.3",
].flatMap((name) => cached.pathsOf(name).slice(0, 1));
/** A package may have a folder with such a name. */
const addons = globSync("node_modules/**/*.node", { cwd: repository })
  .map((path) => join(repository, path))
  .filter((path) => statSync(path).isFile());
const programs = [
  process.execPath,
  ...globSync("node_modules/node*-linux-*/bin/node", { cwd: repository }).map((path) =>
    join(repository, path),
  ),
];
const files = [...new Set([...addons, ...system, ...programs].map((path) => realpathSync(path)))];

const readelf = (options: readonly string[], path: string): string =>
  execFileSync("readelf", [...options, path], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "ignore"],
  });
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");

test("there are files to compare", () =>
  expect([addons.length > 1, system.length > 3, programs.length > 1]).toEqual([true, true, true]));

describe.each(files)("%s", (path) => {
  const natives = new NativeFiles(nodeFileSystem);
  const file = natives.read(path) as NativeFile;

  test("dynamic section", () => {
    const text = readelf(["-dW"], path);
    const paths = (kind: string): string[] =>
      all(text, new RegExp(`\\(${kind}\\)\\s+Library ${kind.toLowerCase()}: \\[(.*)\\]`, "g")).flatMap(
        (list) => list.split(":"),
      );
    expect(file.defect).toBeNull();
    expect(file.dynamic).toMatchObject({
      needed: all(text, /\(NEEDED\)\s+Shared library: \[(.*)\]/g),
      soname: all(text, /\(SONAME\)\s+Library soname: \[(.*)\]/g)[0] ?? null,
      rpath: paths("RPATH"),
      runpath: paths("RUNPATH"),
      pie: /\(FLAGS_1\).*\bPIE\b/.test(text),
    });
  });

  test("version needs and definitions", () => {
    const text = readelf(["-VW"], path);
    const [definitions = "", needs = ""] = ["definition", "needs"].map(
      (kind) => new RegExp(`^Version ${kind} section[^]*?(?=^Version |(?![^]))`, "m").exec(text)?.[0] ?? "",
    );
    const expected = needs.split(/(?=File: )/).flatMap((part) => {
      const [library] = all(part, /^File: (\S+)/g);
      const versions = [...part.matchAll(/Name: (\S+)\s+Flags: (\S+)\s+Version: (\d+)/g)];
      return library === undefined
        ? []
        : [
            {
              library,
              versions: versions.map(([, name, flags, index]) => ({
                name,
                weak: flags === "WEAK",
                index: Number(index),
              })),
            },
          ];
    });
    expect(natives.needs(file)).toEqual(expected);
    const names = [...definitions.matchAll(/Flags: (\S+)\s+Index: \d+\s+Cnt: \d+\s+Name: (\S+)/g)];
    expect(natives.definitions(file)).toEqual(
      names.filter(([, flags]) => flags !== "BASE").map(([, , name]) => name),
    );
  });

  test("signs in the dynamic symbols, and one symbol behind each needed version", () => {
    const symbols = [
      ...readelf(["--dyn-syms", "-W"], path).matchAll(
        /^\s+\d+: \w+ +\S+ \w+ +\w+ +\w+ +(\S+) ([^\s@]+)(?:@+\S+ \((\d+)\))?/gm,
      ),
    ].map(([, section, name = "", version]) => ({ defined: section !== "UND", name, version }));
    const has = (name: string, defined: boolean): boolean =>
      symbols.some((symbol) => symbol.name === name && symbol.defined === defined);
    const nodeApi = has("napi_register_module_v1", true) || has("napi_module_register", false);
    expect(natives.addon(file)).toMatchObject({
      nodeApi,
      moduleVersions: symbols
        .filter(({ defined }) => defined)
        .flatMap(({ name }) => all(name, /^node_register_module_v(\d+)$/g).map(Number)),
    });
    for (const { index } of natives
      .needs(file)
      .flatMap(({ versions }) => versions)
      .slice(0, 8)) {
      const symbol = natives.symbolWanting(file, index);
      const wanted = symbols
        .filter(({ defined, version }) => !defined && version === String(index))
        .map((each) => each.name);
      if (symbol === null) expect(wanted).toEqual([]);
      else expect(wanted).toContain(symbol);
    }
  });
});
