import { describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { type Latent, latentFiles } from "../../../../core/findings/engine/latent.ts";
import { maxLatentFiles } from "../../../../core/findings/engine/latent-budget.ts";
import { hostOf } from "../../../../core/findings/native/host.ts";
import type { NativeSubject } from "../../../../core/findings/native/native-subject.ts";
import type { ThreadRecord } from "../../../../core/journal/records.ts";
import type { Problem } from "../../../../core/layout/problem.ts";
import { onAmazonLinux } from "../../support/amazon-linux.ts";
import { elf, LFS_POINTER, machO, pe } from "../../support/elf.ts";
import { thread } from "../../support/journal.ts";
import { link, MemoryFiles, pkg, type Tree } from "../../support/tree.ts";
import { addon, idle, native } from "./native-package.ts";

interface Look {
  readonly found: readonly NativeSubject[];
  readonly problems: readonly Problem[];
  readonly files: MemoryFiles;
}

/** What is found with package `a` loaded. */
function look(tree: Tree, options: Partial<Latent> = {}, record: Partial<ThreadRecord> = {}): Look {
  const files = new MemoryFiles(tree);
  const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
  world.processBegan(hostOf(thread(record) as ThreadRecord));
  const copies = [world.copyOf(`${addon}/index.js`)];
  const problems: Problem[] = [];
  const latent = {
    ...idle,
    world,
    copies,
    bytesRead: () => 0,
    onProblem: (problem: Problem) => problems.push(problem),
    seen: () => false,
    served: () => false,
    harmed: () => false,
  };
  return {
    found: [...latentFiles({ ...latent, ...options })].filter((file) => file !== null),
    problems,
    files,
  };
}

test.each([
  ["ends", false, false],
  ["caught", true, true],
  [null, false, true],
  [null, true, false],
] as const)("where none fits and the fate is %s, harmed: %s, it survived: %s", (fate, harmed, survived) => {
  const files = { "prebuilds/darwin-arm64/n.node": machO() };
  const options = { fate: () => fate, harmed: () => harmed };
  expect(look(native(files), options).found).toMatchObject([{ outcome: "none-fits", survived }]);
});

const paths = ({ found }: Look): readonly string[] => found.map(({ path }) => path);

describe("of loaded packages", () => {
  test("the file that the loader would choose, and none of the others", () => {
    const files = {
      "prebuilds/linux-x64/n.node": elf(),
      "prebuilds/linux-arm64/n.node": elf({ machine: 183 }),
      "prebuilds/win32-x64/n.node": pe(),
    };
    expect(look(native(files)).found).toEqual([
      {
        path: `${addon}/prebuilds/linux-x64/n.node`,
        copy: { package: "a", version: "1.0.0", root: "function", path: addon },
        outcome: "latent",
        use: "load",
        message: null,
        recovered: false,
        survived: false,
        last: false,
        sole: true,
        asked: null,
        search: null,
        offered: [],
      },
    ]);
    const [caught] = look(native(files), { fate: () => "caught" }).found;
    expect(caught).toMatchObject({ outcome: "latent", sole: false });
    const [ends] = look(native(files), { fate: () => "ends" }).found;
    expect(ends).toMatchObject({ outcome: "failed", survived: false });
    expect(paths(look(native(files), {}, { arch: "arm64" }))).toEqual([
      `${addon}/prebuilds/linux-arm64/n.node`,
    ]);
  });

  test("not one whose load was seen", () => {
    expect(
      paths(look(native({ "build/Release/n.node": elf() }), { seen: (path) => path.endsWith("n.node") })),
    ).toEqual([]);
  });

  test("recovered where another native file of the copy was loaded", () => {
    expect(look(native({ "build/Release/n.node": elf() }), { served: () => true }).found).toMatchObject([
      { recovered: true },
    ]);
  });

  test("recovered where the loader goes on to a file that fits", () => {
    const manifest = { napi: { binaryName: "n" }, optionalDependencies: { "b-linux-x64-gnu": "1" } };
    const tree = (second: Uint8Array): Tree => ({
      function: {
        "node_modules/a": pkg("a", "1.0.0", manifest, { "n.linux-x64-gnu.node": machO() }),
        "node_modules/b-linux-x64-gnu": pkg(
          "b-linux-x64-gnu",
          "1.0.0",
          { main: "n.node" },
          { "n.node": second },
        ),
      },
    });
    expect(look(tree(elf())).found).toMatchObject([
      { path: `${addon}/n.linux-x64-gnu.node`, recovered: true, sole: false },
    ]);
    expect(look(tree(elf({ machine: 183 }))).found).toMatchObject([{ recovered: false, sole: false }]);
  });

  test("of the platform's package, which is the copy it belongs to", () => {
    const tree: Tree = {
      function: {
        "node_modules/a": pkg("a", "1.0.0", { optionalDependencies: { "@a/linux-x64": "1" } }),
        "node_modules/@a/linux-x64": pkg("@a/linux-x64", "1.2.0", {}, { "bin/a": machO() }),
      },
    };
    expect(look(tree).found).toMatchObject([
      {
        path: "/var/task/node_modules/@a/linux-x64/bin/a",
        use: "run",
        copy: { package: "@a/linux-x64", version: "1.2.0" },
      },
    ]);
  });

  test("a variable of the function changes the choice", () => {
    const files = { "build/Release/n.node": elf(), "prebuilds/linux-x64/n.node": elf() };
    expect(
      paths(look(native(files), { variable: (name) => (name === "PREBUILDS_ONLY" ? "1" : null) })),
    ).toEqual([`${addon}/prebuilds/linux-x64/n.node`]);
  });

  test("on Alpine, the file for musl", () => {
    const tree = native({
      "prebuilds/linux-x64/n.glibc.node": elf(),
      "prebuilds/linux-x64/n.musl.node": elf(),
    });
    expect(paths(look({ ...tree, elsewhere: { "etc/alpine-release": "3" } }))).toEqual([
      `${addon}/prebuilds/linux-x64/n.musl.node`,
    ]);
  });
});

describe("in layers", () => {
  test("libraries by name, programs by their first bytes", () => {
    const layer = {
      "bin/tool": elf(),
      "bin/mac": machO(),
      "bin/pointer": LFS_POINTER,
      "bin/script": "#!/bin/sh\n",
      "bin/tool.exe": pe(),
      "bin/README": "read me",
      "bin/empty": "",
      "bin/lib.so": elf(),
      "lib/liba.so.1.2": elf(),
      "lib/liba.so.1": link("liba.so.1.2"),
      "lib/liba.a": elf(),
      "lib/notes.txt": "",
      "lib/libscript.so": "INPUT(liba.so)",
      "extensions/agent": elf({ machine: 183 }),
    };
    expect(
      look({ layers: [layer] })
        .found.map(({ path, use }) => `${use} ${path}`)
        .sort(),
    ).toEqual([
      "load /opt/bin/lib.so",
      "load /opt/lib/liba.so.1.2",
      "load /opt/lib/libscript.so",
      "run /opt/bin/mac",
      "run /opt/bin/pointer",
      "run /opt/bin/tool",
      "run /opt/extensions/agent",
    ]);
  });

  test("nothing in them: a listing each", () => {
    expect(look({}).files.asked).toMatchObject({ readDir: 5, readFile: 1, readAt: 0 });
  });
});

describe("the budget", () => {
  const layer = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`lib/lib${index}.so`, elf()]));

  test("is spent on wrong first bytes before all others, then on small files before large ones", () => {
    const sized = (size: number): Uint8Array => {
      const bytes = new Uint8Array(size);
      bytes.set(elf());
      return bytes;
    };
    const files = {
      "lib/a.so": sized(9_000),
      "lib/b.so": sized(100),
      "lib/c.so": sized(5_000),
      "lib/d.so": machO(),
    };
    expect(paths(look({ layers: [files] }))).toEqual([
      "/opt/lib/d.so",
      "/opt/lib/b.so",
      "/opt/lib/c.so",
      "/opt/lib/a.so",
    ]);
  });

  test("does not depend on a slow machine", () => {
    let spent = 0;
    const { found, problems } = look({ layers: [layer] }, { cpuMs: () => (spent += 3) });
    expect(found).toHaveLength(maxLatentFiles);
    expect(problems).toMatchObject([{ what: expect.stringContaining("128 files") }]);
  });

  test("does not count what the process itself is linked to", () => {
    const files = new MemoryFiles(onAmazonLinux({ layers: [{ "lib/a.so": elf(), "lib/b.so": machO() }] }));
    const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
    world.processBegan(hostOf(thread() as ThreadRecord));
    // Each read counts as a third of what the inspection may read.
    expect(paths(look({}, { world, bytesRead: () => files.asked.readAt * 2 ** 22 }))).toEqual([
      "/opt/lib/b.so",
      "/opt/lib/a.so",
    ]);
    expect(files.asked.readAt).toBeGreaterThan(3);
  });

  test("ends the inspection, and is reported once", () => {
    const { found, problems } = look({ layers: [layer] });
    expect(found).toHaveLength(maxLatentFiles);
    expect(problems).toEqual([
      {
        path: "native files",
        what: "that were not loaded yet were inspected only until 128 files were spent",
      },
    ]);
  });

  test("of CPU is asked before each file", () => {
    let spent = 0;
    const { found, problems } = look({ layers: [layer] }, { cpuMs: () => (spent += 50) });
    expect(found.length).toBeLessThan(35);
    expect(problems).toHaveLength(1);
  });

  test("of bytes too", () => {
    let read = 0;
    expect(look({ layers: [layer] }, { bytesRead: () => (read += 2 ** 22) }).found.length).toBeLessThan(6);
  });

  test("is not reported if nothing is left", () => {
    const { "lib/lib0.so": first } = layer;
    expect(look({ layers: [{ "lib/a.so": first ?? "" }] }).problems).toEqual([]);
  });
});

test("on another system nothing is known of its loader", () => {
  expect(look(native({ "build/Release/n.node": elf() }), {}, { platform: "darwin" }).found).toEqual([]);
});
