/**
 * The loader's rules against the loader itself: which file of a name the Node that runs this really maps.
 * Linux on x86-64 with glibc.
 */
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../../core/findings/native/host.ts";
import { DynamicLoader } from "../../../core/native/dynamic-loader.ts";
import { NativeFiles } from "../../../core/native/native-file.ts";
import { nodeFileSystem } from "../../../extension/node-file-system.ts";
import { type LibraryOptions, library, nodeApiAddon, RETURN } from "../support/library.ts";
import { type Contents, load, RealFiles, thisProcess } from "../support/real-loads.ts";

const files = new RealFiles();
afterAll(() => files.remove());

describe("which copy of a library is taken", () => {
  const dep = (tag: string): Uint8Array => library({ soname: "libdep.so.3", defines: { [tag]: RETURN } });
  const needs = (options: LibraryOptions): Uint8Array =>
    nodeApiAddon(null, { needed: ["libdep.so.3"], ...options });
  test.each<[string, Contents, readonly string[], string]>([
    [
      "LD_LIBRARY_PATH before RUNPATH",
      { "f.node": needs({ runpath: "$ORIGIN" }), "libdep.so.3": dep("a"), "env/libdep.so.3": dep("b") },
      ["f.node"],
      "env/libdep.so.3",
    ],
    [
      "RPATH before LD_LIBRARY_PATH",
      { "f.node": needs({ rpath: "$ORIGIN" }), "libdep.so.3": dep("a"), "env/libdep.so.3": dep("b") },
      ["f.node"],
      "libdep.so.3",
    ],
    [
      "RPATH is ignored with RUNPATH",
      {
        "f.node": needs({ rpath: "$ORIGIN", runpath: "/nowhere" }),
        "libdep.so.3": dep("a"),
        "env/libdep.so.3": dep("b"),
      },
      ["f.node"],
      "env/libdep.so.3",
    ],
    [
      "one for another CPU is passed over",
      {
        "f.node": needs({ runpath: "$ORIGIN" }),
        "libdep.so.3": dep("a"),
        "env/libdep.so.3": library({ machine: 183 }),
      },
      ["f.node"],
      "libdep.so.3",
    ],
    [
      "the first in the process serves all",
      {
        "a/a.node": needs({ rpath: "$ORIGIN" }),
        "a/libdep.so.3": dep("a"),
        "b/b.node": needs({ rpath: "$ORIGIN" }),
        "b/libdep.so.3": dep("b"),
      },
      ["a/a.node", "b/b.node"],
      "a/libdep.so.3",
    ],
    [
      "the RPATH of who asked for the asker counts",
      {
        "f.node": nodeApiAddon(null, { needed: ["libmid.so"], rpath: "$ORIGIN/x" }),
        "x/libmid.so": library({ soname: "libmid.so", needed: ["libdep.so.3"] }),
        "x/libdep.so.3": dep("a"),
        "env/libdep.so.3": dep("b"),
      },
      ["f.node"],
      "x/libdep.so.3",
    ],
  ])("%s", (_, contents, order, winner) => {
    const at = files.put(contents);
    const paths = order.map((name) => join(at, name));
    const { mapped, message } = load(paths, `${at}/env`);
    expect(message).toBeNull();
    expect(mapped.filter((path) => path.endsWith("libdep.so.3"))).toEqual([join(at, winner)]);

    const world = new EnvironmentWorld(nodeFileSystem, { sysroot: "", libraryPath: `${at}/env` }, () => {});
    world.processBegan(hostOf(thisProcess));
    for (const path of paths.slice(0, -1)) world.natives.addLoaded(path);
    const last = world.natives.files.read(paths.at(-1) ?? "");
    const linkage = last === null ? null : world.natives.link(last, "load");
    const found = linkage?.found.map(({ path }) => path) ?? [];
    // The first in the process was found for an earlier file.
    if (paths.length === 1) expect(found).toContain(join(at, winner));
    else expect(found.filter((path) => path.endsWith("libdep.so.3"))).toEqual([]);
    expect(linkage?.missing).toEqual([]);
  });

  test("every library of this process is where the search says", () => {
    const natives = new NativeFiles(nodeFileSystem);
    const node = natives.read(realpathSync(process.execPath));
    if (node === null) throw new Error("no Node");
    const loader = new DynamicLoader({
      files: nodeFileSystem,
      natives,
      libraryPath: (process.env["LD_LIBRARY_PATH"] ?? "").split(":").filter(Boolean),
      arch: "x64",
    });
    const mapped = new Set(readFileSync("/proc/self/maps", "utf8").match(/\/\S*$/gm));
    for (const name of node.dynamic?.needed ?? []) {
      const path = loader.find(name, { file: node, by: null }).found?.path;
      expect(path === undefined ? name : mapped.has(realpathSync(path)), name).toBe(true);
    }
  });
});
