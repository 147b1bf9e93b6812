import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../../../core/findings/native/host.ts";
import type { ThreadRecord } from "../../../../core/journal/records.ts";
import { LAMBDA_NODE_PATH, thread } from "../../support/journal.ts";
import { lockText } from "../../support/lock.ts";
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

test("a copy from /opt has the layer that the lock at the task root names", () => {
  const lock = (label: string) => lockText({ [label]: { "nodejs/node_modules/a": { version: "1.0.0" } } });
  const files = new MemoryFiles({
    function: { "outcrop.lock.json": lock("utils:7") },
    layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0"), "nodejs/index.js": "" }],
    elsewhere: { "srv/outcrop.lock.json": lock("utils:8") },
  });
  const worldFor = (functionName: string | null) =>
    new EnvironmentWorld(files, { sysroot: "" }, () => {}, functionName);
  const at = "/opt/nodejs/node_modules/a/index.js";
  const world = worldFor("orders");
  expect(world.copyOf(at)).toEqual({
    package: "a",
    version: "1.0.0",
    root: "layer",
    path: "/opt/nodejs/node_modules/a",
    layer: "utils:7",
  });
  for (const path of ["/opt/nodejs/index.js", "/var/task/a.js"])
    expect(world.copyOf(path)).not.toHaveProperty("layer");
  world.processBegan(hostOf(thread({ taskRoot: "/srv" }) as ThreadRecord));
  expect(world.copyOf(at).layer).toBe("utils:8");
  expect(worldFor(null).copyOf(at)).not.toHaveProperty("layer");
});
