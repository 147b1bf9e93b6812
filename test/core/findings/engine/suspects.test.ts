import { expect, test } from "vitest";
import { suspectsOf } from "../../../../core/findings/engine/suspects.ts";
import type { SpawnRecord } from "../../../../core/journal/records.ts";
import { machO } from "../../support/elf.ts";
import { spawned } from "../../support/journal.ts";
import { worldOf } from "../../support/native-case.ts";
import { link } from "../../support/tree.ts";

const world = worldOf({
  function: { "bin/real": machO(), "bin/tool": link("real"), "run.sh": "#!/bin/sh\n" },
  elsewhere: { "bin/sh": machO(), "bin/other": machO() },
});
const suspects = (options: Parameters<typeof spawned>[0]): readonly string[] =>
  [...suspectsOf(spawned({ searchPath: "/bin:/var/task/bin", ...options }) as SpawnRecord, world)].flatMap(
    ({ path, outcome, asked }) => (path === null ? [] : [`${outcome} ${path} ${asked}`]),
  );

test.each<[string, Parameters<typeof spawned>[0], readonly string[]]>([
  ["a path of its own", { file: "/var/task/bin/real" }, ["failed /var/task/bin/real null"]],
  ["a link, by what it leads to", { file: "tool" }, ["failed /var/task/bin/real tool"]],
  ["a shell's program", { command: "tool" }, ["failed /var/task/bin/real tool"]],
  [
    "a script, and what it may have started",
    { file: "/var/task/run.sh", code: 2 },
    ["failed /var/task/run.sh null", "likely /var/task/bin/real null", "likely /var/task/bin/real null"],
  ],
  [
    "a shell's own command",
    { command: "exec" },
    ["likely /var/task/bin/real null", "likely /var/task/bin/real null"],
  ],
  ["an errno for a name that no folder has", { file: "gone", code: -2 }, []],
  ["a shell that could not be started itself", { code: -13 }, []],
])("%s", (_, options, expected) => expect(suspects(options)).toEqual(expected));
