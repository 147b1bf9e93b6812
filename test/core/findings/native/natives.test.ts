import { describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../../../core/findings/native/host.ts";
import type { ThreadRecord } from "../../../../core/journal/records.ts";
import { onAmazonLinux } from "../../support/amazon-linux.ts";
import { thread } from "../../support/journal.ts";
import { library } from "../../support/library.ts";
import { subject, worldOf } from "../../support/native-case.ts";
import { type Folder, MemoryFiles } from "../../support/tree.ts";

describe("the C library", () => {
  const node = (interpreter: string): Folder => ({
    "var/lang/bin/node": library({ type: 2, interpreter, needed: ["libc.so.6"] }),
  });
  const muslLoader = { "lib/ld-musl-x86_64.so.1": library() };
  test.each([
    ["glibc where libc.so.6 is", onAmazonLinux({}), "glibc"],
    [
      "musl by Node's own loader, though glibc's file is there too",
      onAmazonLinux({ elsewhere: node("/lib/ld-musl-x86_64.so.1") }),
      "musl",
    ],
    [
      "glibc by Node's own loader, though musl's is there too",
      onAmazonLinux({ elsewhere: { ...node("/lib64/ld-linux-x86-64.so.2"), ...muslLoader } }),
      "glibc",
    ],
    ["musl where only its loader is", { elsewhere: muslLoader }, "musl"],
    ["unknown where neither is", {}, null],
  ])("%s", (_, tree, libc) => expect(worldOf(tree).natives.libc).toBe(libc));
});

test("nothing is read before it is asked for, and the system's libraries once", () => {
  const files = new MemoryFiles(
    onAmazonLinux({
      function: {
        "a.node": library({ needed: ["libc.so.6"] }),
        "b.node": library({ needed: ["libc.so.6"] }),
      },
    }),
  );
  const world = new EnvironmentWorld(files, { sysroot: "" }, () => {});
  world.processBegan(hostOf(thread() as ThreadRecord));
  world.natives.addLoaded("/var/task/a.node");
  expect(files.asked).toMatchObject({ readAt: 0, readFile: 0 });
  world.nativeCauseOf(subject(world, { path: "/var/task/a.node" }));
  const first = files.asked.readAt;
  world.nativeCauseOf(subject(world, { path: "/var/task/b.node" }));
  expect(files.asked.readAt - first).toBeLessThan(first / 3);
});

test("one subject is judged once for all rules", () => {
  const world = worldOf(onAmazonLinux({ function: { "a.node": library({ machine: 183 }) } }));
  const each = subject(world, { path: "/var/task/a.node" });
  expect(world.nativeCauseOf(each)).toBe(world.nativeCauseOf(each));
});

describe("what the process has loaded", () => {
  const dep = (offers: readonly string[]) => library({ soname: "libdep.so", offers });
  const addon = library({
    needed: ["libdep.so"],
    rpath: "$ORIGIN",
    needs: { "libdep.so": { DEP_2: ["f"] } },
  });
  const tree = onAmazonLinux({
    function: {
      "a/a.node": addon,
      "a/libdep.so": dep(["DEP_1", "DEP_2"]),
      "b/b.node": addon,
      "b/libdep.so": dep(["DEP_1"]),
    },
  });
  const path = "/var/task/b/b.node";

  test("serves what comes later, until another process begins", () => {
    const world = worldOf(tree);
    expect(world.nativeCauseOf(subject(world, { path }))).toMatchObject({
      code: "newer-libc",
      needs: [{ found: "/var/task/b/libdep.so" }],
    });
    world.natives.addLoaded("/var/task/a/a.node");
    expect(world.nativeCauseOf(subject(world, { path }))).toBeNull();
    world.processBegan(hostOf(thread() as ThreadRecord));
    expect(world.nativeCauseOf(subject(world, { path }))?.code).toBe("newer-libc");
  });

  test("and what failed does not", () => {
    const world = worldOf(tree);
    world.nativeCauseOf(subject(world, { path: "/var/task/a/a.node", outcome: "failed" }));
    expect(world.nativeCauseOf(subject(world, { path }))?.code).toBe("newer-libc");
  });
});

test("LD_LIBRARY_PATH is taken from the layout where it is known", () => {
  const tree = onAmazonLinux({
    function: { "a.node": library({ needed: ["libdep.so"] }) },
    elsewhere: { "own/libdep.so": library() },
  });
  const cause = (libraryPath?: string) => {
    const world = new EnvironmentWorld(
      new MemoryFiles(tree),
      { sysroot: "", ...(libraryPath === undefined ? {} : { libraryPath }) },
      () => {},
    );
    world.processBegan(hostOf(thread() as ThreadRecord));
    return world.nativeCauseOf(subject(world, { path: "/var/task/a.node" }));
  };
  expect(cause()?.code).toBe("missing-library");
  expect(cause("/own")).toBeNull();
});
