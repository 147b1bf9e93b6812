/**
 * What the launcher and Node do with the time that invocations leave. Lambda is a fake, the function a test
 * that writes what a shim would.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { journalFolder } from "../../core/journal/location.ts";
import type { ResolutionRecord } from "../../core/journal/records.ts";
import { ActingShim } from "../support/acting-shim.ts";
import { LambdaApi, type RunningExtension } from "../support/lambda-api.ts";
import { schemaProblems } from "../support/line-schema.ts";
import { plainFailure } from "../support/written-failure.ts";

let api: LambdaApi;
afterEach(() => api.stop());

const shutdown = () => ({
  eventType: "SHUTDOWN",
  shutdownReason: "spindown",
  deadlineMs: Date.now() + 600_000,
});

/**
 * Milliseconds before the deadline: in `none` nothing may be begun, in `little` some steps may be done, but
 * events not be handed over.
 */
const none = 50;
const little = 200;
const plenty = 60_000;

const childrenOf = ({ process: { pid } }: RunningExtension): string =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();

let asked = 1;
async function invoke(shim: ActingShim, requestId: string, leftMs: number): Promise<void> {
  api.send({ eventType: "INVOKE", requestId, deadlineMs: Date.now() + leftMs });
  shim.mark(requestId);
  await api.received("/next", ++asked);
}

async function launch(
  env: Readonly<Record<string, string>> = {},
  script?: string,
): Promise<[RunningExtension, ActingShim]> {
  api = await LambdaApi.start();
  asked = 1;
  const extension = api.launchExtension(env, script === undefined ? {} : { script });
  await api.received("/next");
  return [extension, new ActingShim(api.sysroot)];
}

/** Packages of the function, each loaded by its entry point. */
function packages(from: number, to: number): ResolutionRecord[] {
  return Array.from({ length: to - from }, (_, i) => {
    const folder = join(api.sysroot, `var/task/node_modules/p${from + i}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: `p${from + i}`, version: "1.0.0" }));
    const importer = join(api.sysroot, "var/task/index.js");
    return {
      tag: "resolution",
      thread: 0,
      how: "require",
      specifier: `p${from + i}`,
      importer,
      path: `${folder}/index.js`,
    };
  });
}

async function end(extension: RunningExtension, shutdownReason = "spindown"): Promise<void> {
  api.send({ ...shutdown(), shutdownReason });
  expect(await extension.exit).toEqual({ code: 0, signal: null });
  expect(extension.lines.flatMap(schemaProblems)).toEqual([]);
}

const told = (extension: RunningExtension): (readonly [unknown, unknown])[] =>
  extension.lines.flatMap(({ outcrop, request_id, ended_by }) =>
    outcrop === "invocation" ? [[request_id, ended_by] as const] : [],
  );
const diagnostics = ({ lines }: RunningExtension): unknown[] =>
  lines.flatMap(({ outcrop, message }) => (outcrop === "diagnostic" ? [message] : []));

describe("an invocation that leaves no time", () => {
  it("gets its `next` and no Node; its line comes with a later one", async () => {
    const [extension, shim] = await launch();
    for (const id of ["a", "b"]) await invoke(shim, id, none);
    expect(childrenOf(extension)).toBe("");
    for (let i = 0; told(extension).length < 3 && i < 100; i++) await invoke(shim, `c${i}`, plenty);
    expect(told(extension).slice(0, 3)).toEqual(["a", "b", "c0"].map((id) => [id, "end-mark"]));
    await end(extension);
    expect(diagnostics(extension)).toEqual([]);
  });

  it("has its line at SHUTDOWN, if no other comes", async () => {
    const [extension, shim] = await launch();
    const [first, ...others] = packages(0, 5);
    shim.append(first as ResolutionRecord);
    await invoke(shim, "a", none);
    shim.append(...others);
    await invoke(shim, "b", none);
    await end(extension);
    const lines = extension.lines.map(({ outcrop, request_id, new_copies }) => [
      outcrop,
      request_id,
      new_copies,
    ]);
    expect(lines.filter(([type]) => type !== "resolution")).toEqual([
      ["environment", undefined, undefined],
      ["invocation", "a", 1],
      ["invocation", "b", 4],
      ["shutdown", undefined, undefined],
    ]);
  });

  it("keeps the failure that it ended with", async () => {
    const [extension, shim] = await launch();
    for (const [ordinal, id] of ["a", "b"].entries()) {
      const failure = {
        tag: "failure",
        thread: 0,
        phase: "invoke",
        ordinal,
        name: `Error-${id}`,
        code: null,
        message: null,
        frames: [],
        ...plainFailure,
      } as const;
      shim.append(failure);
      api.send({ eventType: "INVOKE", requestId: id, deadlineMs: Date.now() + none });
      shim.mark(id, ordinal);
      await api.received("/next", ++asked);
    }
    await end(extension);
    const failures = extension.lines.filter(({ outcrop }) => outcrop === "failure");
    expect(failures.map(({ request_id, error_name }) => [request_id, error_name])).toEqual([
      ["a", "Error-a"],
      ["b", "Error-b"],
    ]);
  });

  it("is counted when there are more than are kept, and one line says how many", async () => {
    const [extension, shim] = await launch();
    for (let i = 0; i < 230; i++) await invoke(shim, `i${i}`, none);
    await end(extension);
    expect(told(extension)).toEqual(Array.from({ length: 200 }, (_, i) => [`i${i}`, "end-mark"]));
    expect(diagnostics(extension)).toEqual(["30 invocations were not reported: they left no time for it"]);
  });
});

describe("work that is more than an invocation leaves time for", () => {
  it("is spread over several, and every line is there once and in order", async () => {
    const [extension, shim] = await launch();
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) {
      shim.append(...packages(10 * i, 10 * i + 10));
      ids.push(`i${i}`);
      await invoke(shim, `i${i}`, i >= 20 && i < 30 ? plenty : little);
    }
    await end(extension);
    expect(told(extension)).toEqual(ids.map((id) => [id, "end-mark"]));
    const resolved = extension.lines
      .filter(({ outcrop }) => outcrop === "resolution")
      .map((line) => line["package"]);
    expect(resolved).toEqual(Array.from({ length: 600 }, (_, i) => `p${i}`));
    const copies = extension.lines
      .filter(({ outcrop }) => outcrop === "invocation")
      .map((line) => line["new_copies"]);
    expect(copies).toEqual(ids.map(() => 10));
    expect(diagnostics(extension)).toEqual([]);
  });
});

describe("an end that is not seen in time", () => {
  it.each([
    ["by the launcher", []],
    ["by Node", ["before"]],
  ])("is found with the next event, %s", async (_, before) => {
    const [extension, shim] = await launch();
    for (const id of before)
      for (let i = 0; told(extension).length === 0 && i < 100; i++) await invoke(shim, `${id}${i}`, plenty);
    api.send({ eventType: "INVOKE", requestId: "a", deadlineMs: Date.now() + little });
    await api.received("/next", ++asked);
    shim.mark("a");
    await invoke(shim, "b", none);
    api.send({ eventType: "INVOKE", requestId: "c", deadlineMs: Date.now() + little });
    await api.received("/next", ++asked);
    await invoke(shim, "d", none);
    api.send({ eventType: "INVOKE", requestId: "e", deadlineMs: Date.now() + little });
    await api.received("/next", ++asked);
    await end(extension, "timeout");
    expect(told(extension).filter(([id]) => !/^before/.test(String(id)))).toEqual([
      ["a", "end-mark"],
      ["b", "end-mark"],
      ["c", "unobserved"],
      ["d", "end-mark"],
      ["e", "deadline"],
    ]);
  });

  it.each([
    ["lines that are invalid", '[1,"a"\nnoise\u0000[[]]\ninvoke z\ngo 1\n'],
    ["a line without an end", "x".repeat(5_000)],
    ["as much as it takes", "x".repeat(65_536)],
    ["marks of other requests, more than are kept", '[1,"other",null,1,true,1]\n'.repeat(2_000)],
  ])("is not waited for if someone else writes into the FIFO: %s", async (_, text) => {
    const [extension, shim] = await launch();
    for (const id of ["a", "b", "c"]) {
      shim.write(text);
      api.send({ eventType: "INVOKE", requestId: id, deadlineMs: Date.now() + 600_000 });
      await api.received("/next", ++asked);
    }
    await end(extension);
    expect(told(extension).map(([id]) => id)).toEqual(["a", "b", "c"]);
    expect(told(extension).map(([, endedBy]) => endedBy)).not.toContain("end-mark");
  });

  it("is not the mark of another request", async () => {
    const [extension, shim] = await launch();
    api.send({ eventType: "INVOKE", requestId: "a", deadlineMs: Date.now() + plenty });
    shim.mark("z");
    shim.mark("a");
    await api.received("/next", ++asked);
    await end(extension);
    expect(told(extension)).toEqual([["a", "end-mark"]]);
  });
});

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
    for (const id of ["a", "b", "c"]) await invoke(shim, id, 2_000);
    api.send({ ...shutdown(), deadlineMs: Date.now() + 700 });
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(diagnostics(extension)).toEqual([expect.stringMatching(diagnostic)]);
    expect(extension.lines.flatMap(schemaProblems)).toEqual([]);
    const pid = readFileSync(join(api.sysroot, "pids"), "utf8").trim();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
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
    for (let i = 0; told(extension).length === 0 && i < 100; i++) await invoke(shim, `i${i}`, plenty);
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
    api = await LambdaApi.start();
    asked = 1;
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
    api = await LambdaApi.start();
    asked = 1;
    const extension = api.launchExtension({ AWS_LAMBDA_INITIALIZATION_TYPE: "provisioned-concurrency" });
    await api.received("/register");
    while (!existsSync(join(journalFolder(api.sysroot), "alive")))
      await new Promise((resolve) => setTimeout(resolve, 5));
    const shim = new ActingShim(api.sysroot);
    shim.append(...packages(0, 3), { tag: "ready", thread: 0 });
    await api.received("/next");
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual([
      "environment",
      "resolution",
      "resolution",
      "resolution",
    ]);
    await invoke(shim, "a", none);
    await end(extension);
    expect(extension.lines.map(({ outcrop }) => outcrop).slice(4)).toEqual(["invocation", "shutdown"]);
    expect(extension.lines[4]).toMatchObject({ cold_start: true, new_copies: 0, ended_by: "end-mark" });
  });
});
