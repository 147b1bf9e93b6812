/** When the launcher starts Node, and what it does without a Node that is of use. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { journalFolder } from "../../core/journal/location.ts";
import { ActingShim } from "../support/acting-shim.ts";
import { ofType } from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";
import {
  api,
  childrenOf,
  diagnostics,
  end,
  invoke,
  launch,
  none,
  packages,
  plenty,
  shutdown,
  startApi,
  told,
  untilTold,
} from "./launched.ts";

describe("a Node that is of no use", () => {
  it.each([
    ["never ready", "#!/bin/sh\necho $$ >$PIDS\nexec sleep 600", /never loaded/],
    ["stopped", "#!/bin/sh\necho $$ >$PIDS\nkill -STOP $$\nexec sleep 600", /never loaded/],
    ["at its end at once", "#!/bin/sh\necho $$ >$PIDS\nexit 3", /Node has ended/],
    [
      "silent when it should take over",
      "#!/bin/sh\necho $$ >$PIDS\necho ready >&5\nexec sleep 600",
      /Node has ended/,
    ],
    ["full of words", "#!/bin/sh\necho $$ >$PIDS\nwhile echo word; do :; done >&5", /Node has ended/],
    [
      "killed when it has taken over",
      "#!/bin/sh\necho $$ >$PIDS\nprintf 'ready\\ntaken\\n' >&5\nkill -KILL $$",
      /Node has ended/,
    ],
  ])("harms no one: %s", async (_, script, diagnostic) => {
    const [extension, shim] = await launch({}, script.replace("$PIDS", `$${"{0%/var/*}"}/pids`));
    const pids = join(api.sysroot, "pids");
    for (const id of ["a", "b", "c"]) await invoke(shim, id, 2_000);
    const pidIn = (): string => readFileSync(pids, { encoding: "utf8", flag: "a+" }).trim();
    await vi.waitUntil(() => pidIn() !== "", { timeout: 60_000 });
    api.send({ ...shutdown(), deadlineMs: Date.now() + 700 });
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(diagnostics(extension)).toEqual([expect.stringMatching(diagnostic)]);
    expect(extension.lines.flatMap(schemaProblems)).toEqual([]);
    expect(existsSync(`/proc/${pidIn()}`)).toBe(false);
    expect(existsSync(journalFolder(api.sysroot))).toBe(false);
  });

  it("says itself why it ends, once", async () => {
    const [extension, shim] = await launch({}, "#!/bin/sh\necho told >&5\nexit 1");
    for (const id of ["a", "b"]) await invoke(shim, id, plenty);
    await end(extension);
    expect(extension.stdout).toBe("");
  });
});

describe("the start of Node", () => {
  const init = { OUTCROP_NODE_START: "init" };

  it("is in a boosted init where that is asked for", async () => {
    const [extension, shim] = await launch(init);
    expect(childrenOf(extension)).not.toBe("");
    await untilTold([extension, shim], "i");
    await end(extension);
    expect(told(extension)[0]).toEqual(["i0", "end-mark"]);
  });

  it.each([
    [
      "a killed process has left its files",
      (folder: string) => [mkdirSync(folder), writeFileSync(join(folder, "journal"), "")],
    ],
    ["a shutdown that was a reset has left its sign", (folder: string) => mkdirSync(folder)],
  ])("waits for an answer where %s: that init runs inside an invoke", async (_, leave) => {
    await startApi();
    leave(journalFolder(api.sysroot));
    const extension = api.launchExtension(init);
    await api.received("/next");
    expect(childrenOf(extension)).toBe("");
    await invoke(new ActingShim(api.sysroot), "a", plenty);
    await end(extension);
    expect(told(extension)).toEqual([["a", "end-mark"]]);
  });

  it.each([
    ["spindown", false],
    ["timeout", true],
    ["failure", true],
  ])("is prepared by a shutdown for %s", async (shutdownReason, isLeft) => {
    const [extension] = await launch();
    api.send({ ...shutdown(), shutdownReason });
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(existsSync(journalFolder(api.sysroot))).toBe(isLeft);
  });

  it("is before the first event of a provisioned environment, with all lines about the init", async () => {
    await startApi();
    const extension = api.launchExtension({ AWS_LAMBDA_INITIALIZATION_TYPE: "provisioned-concurrency" });
    await api.received("/register");
    while (!existsSync(join(journalFolder(api.sysroot), "alive")))
      await new Promise((resolve) => setTimeout(resolve, 5));
    const shim = new ActingShim(api.sysroot);
    shim.append(...packages(0, 3), { tag: "ready", thread: 0 });
    await api.received("/next");
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "inventory"]);
    expect(ofType(extension.lines, "resolution")).toHaveLength(3);
    await invoke(shim, "a", none);
    await end(extension);
    expect(extension.lines.map(({ outcrop }) => outcrop).slice(2)).toEqual(["invocation", "shutdown"]);
    const [told] = ofType(extension.lines, "invocation");
    expect(told).toMatchObject({ cold_start: true, new_copies: 0, ended_by: "end-mark" });
  });
});
