/** What a sandbox leaves behind: nothing, however it ends. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { describe, expect, it, vi } from "vitest";
import { extensionLayer, folder, obedient } from "./folders.ts";

const api = new URL("../../sandbox/index.ts", import.meta.url).href;
const layer = extensionLayer("watcher", obedient);
/** It leaves a process behind that has left its group, and one that has not. */
const task = folder({
  "index.js": `const { spawn } = require("node:child_process");
    const left = [false, true]
      .map((detached) => spawn("/bin/sleep", ["600"], { detached, stdio: "ignore" }).pid);
    exports.handler = async () => left;`,
});

/**
 * A program that starts a sandbox in a temporary directory of its own, says its processes, and goes on with
 * `ending`.
 */
async function start(isolation: string, ending: string) {
  const temporary = folder({});
  const program = folder({
    "start.mts": `import { startSandbox } from ${JSON.stringify(api)};
      const sandbox = await startSandbox({
        task: ${JSON.stringify(task)}, layers: [${JSON.stringify(layer)}],
        isolation: ${JSON.stringify(isolation)} });
      const { payload } = await sandbox.invoke({});
      const { runtime, extensions } = sandbox.pids();
      console.log(JSON.stringify([runtime, extensions.watcher, ...payload]));
      ${ending}`,
  });
  const child = spawn(process.execPath, [`${program}/start.mts`], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let pids: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) pids = JSON.parse(line) as number[];
  await ended;
  return { pids, temporary };
}

const living = (pids: readonly number[]): number[] => pids.filter((pid) => existsSync(`/proc/${pid}`));
const endings = {
  "an orderly shutdown": "await sandbox.shutdown();",
  "a crash": `process.kill(process.pid, "SIGKILL"); await new Promise(() => {});`,
  "an early exit": "process.exit(1);",
};

describe.each(Object.entries(endings))("after %s", (_, ending) => {
  it("no process, mount or file of the namespaces is left", async () => {
    const { pids, temporary } = await start("namespaces", ending);
    expect(pids).toHaveLength(4);
    await vi.waitUntil(() => living(pids).length === 0 && readdirSync(temporary).length === 0, {
      timeout: 30_000,
    });
  });

  it("no file of the stage is left, and no process that stayed in its group", async () => {
    const { pids, temporary } = await start("staged", ending);
    const [runtime, extension, grandchild, stray] = pids;
    await vi.waitUntil(
      () =>
        living([runtime, extension, grandchild].map(Number)).length === 0 &&
        readdirSync(temporary).length === 0,
      {
        timeout: 30_000,
      },
    );
    process.kill(Number(stray), "SIGKILL");
  });
});
