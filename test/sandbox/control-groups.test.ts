/** Every process of an environment joins the control groups, those of a second init as well. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { extensionLayer, folder, obedient } from "./folders.ts";
import { startSandbox } from "./patient.ts";

const options: SandboxOptions = {
  task: folder({
    "index.js": "exports.handler = async () => require('node:fs').readdirSync('/proc/self/fd');",
  }),
  layers: [extensionLayer("watcher", obedient)],
  isolation: "namespaces",
};

async function descriptorsWithout(): Promise<unknown> {
  const sandbox = await startSandbox(options);
  const { payload } = await sandbox.invoke({});
  await sandbox.shutdown();
  return payload;
}

it("writes to each group's file once a process, and the process does not see it", async () => {
  const groups = folder({ one: "", other: "" });
  const files = [`${groups}/one`, `${groups}/other`];
  const joined = (): string[] => files.map((file) => readFileSync(file, "utf8"));
  const sandbox = await startSandbox({ ...options, controlGroups: files });
  try {
    // 0 is a group's word for the process that writes.
    expect(joined()).toEqual(["0\n0\n", "0\n0\n"]);
    expect(await sandbox.invoke({})).toMatchObject({
      status: "success",
      payload: await descriptorsWithout(),
    });
    sandbox.kill("SIGKILL");
    expect(await sandbox.invoke({})).not.toMatchObject({ status: "success" });
    expect(await sandbox.invoke({})).toMatchObject({ status: "success" });
    expect(joined()).toEqual(["0\n0\n0\n0\n", "0\n0\n0\n0\n"]);
  } finally {
    await sandbox.shutdown();
  }
});

it("does not start a function that cannot join", async () => {
  const start = startSandbox({ ...options, controlGroups: ["/proc/no/such/file"] });
  await expect(start).rejects.toThrow("ENOENT");
});
