import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../../../core/findings/native/host.ts";
import type { ThreadRecord } from "../../../../core/journal/records.ts";
import { LAMBDA_NODE_PATH, thread } from "../../support/journal.ts";
import { MemoryFiles, pkg } from "../../support/tree.ts";

test("before the process has spoken it is on Lambda's usual layout", () => {
  const world = new EnvironmentWorld(
    new MemoryFiles({ function: pkg("app", "1.0.0") }),
    { sysroot: "" },
    () => {},
  );
  expect([world.host, world.nodePath]).toEqual([null, []]);
  expect(world.copyOf("/var/task/x.js")).toEqual({
    package: "app",
    version: "1.0.0",
    root: "function",
    path: "/var/task",
  });
  world.processBegan(hostOf(thread({ taskRoot: "/srv" }) as ThreadRecord));
  expect(world.nodePath).toEqual(LAMBDA_NODE_PATH.split(":"));
  expect(world.copyOf("/srv/x.js")).toMatchObject({ package: "(function)", path: "/srv" });
});
