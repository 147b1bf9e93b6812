import { expect, test } from "vitest";
import { isLibraryName, isScript, programsIn } from "../../../../core/findings/engine/programs.ts";
import { elf, machO } from "../../support/elf.ts";
import { worldOf } from "../../support/native-case.ts";
import { link } from "../../support/tree.ts";

const world = worldOf({
  function: {
    "bin/tool": elf(),
    "bin/linked": link("tool"),
    "bin/mac": machO(),
    "bin/ffmpeg-darwin-arm64": machO(),
    "bin/ffmpeg_linux_aarch64": elf({ machine: 183 }),
    "bin/ffmpeg-linux-x86_64": elf(),
    "bin/run.sh": "#!/bin/sh\n",
    "bin/tool.exe": machO(),
    "bin/lib.so.1": elf(),
    "bin/README": "text",
  },
});

test("native programs by their physical paths; not those whose names are for another machine", () => {
  const found = [...programsIn("/var/task/bin", world)].filter((path) => path !== null);
  expect(found).toEqual([
    "/var/task/bin/ffmpeg-linux-x86_64",
    "/var/task/bin/tool",
    "/var/task/bin/mac",
    "/var/task/bin/tool",
  ]);
  expect([...programsIn("/var/task/gone", world)]).toEqual([]);
});

test("texts are scripts, with and without an interpreter", () => {
  expect(
    ["run.sh", "README", "tool", "gone"].map((name) => isScript(`/var/task/bin/${name}`, world)),
  ).toEqual([true, true, false, false]);
});

test("libraries by their names", () =>
  expect(["a.so", "a.so.1.2", "a.node", "a.sock", "so"].map(isLibraryName)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]));
