/**
 * What the launcher and Node do with the time that invocations leave. Lambda is a fake, the function a test
 * that writes what a shim would.
 */
import { describe, expect, it } from "vitest";
import type { ResolutionRecord } from "../../core/journal/records.ts";
import { ofType } from "../support/layer-run.ts";
import { plainFailure } from "../support/written-failure.ts";
import {
  api,
  askedAgain,
  childrenOf,
  diagnostics,
  end,
  invoke,
  launch,
  little,
  none,
  packages,
  plenty,
  told,
  untilTold,
} from "./launched.ts";

describe("an invocation that leaves no time", () => {
  it("gets its `next` and no Node; its line comes with a later one", async () => {
    const [extension, shim] = await launch();
    for (const id of ["a", "b"]) await invoke(shim, id, none);
    expect(childrenOf(extension)).toBe("");
    await untilTold([extension, shim], "c", 3);
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
    expect(lines.filter(([type]) => type !== "inventory")).toEqual([
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
      await askedAgain();
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
    const resolved = ofType(extension.lines, "resolution").map((line) => line["package"]);
    expect(resolved).toEqual(Array.from({ length: 600 }, (_, i) => `p${i}`));
    const copies = ofType(extension.lines, "invocation").map((line) => line["new_copies"]);
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
    for (const id of before) await untilTold([extension, shim], id);
    api.send({ eventType: "INVOKE", requestId: "a", deadlineMs: Date.now() + little });
    await askedAgain();
    shim.mark("a");
    await invoke(shim, "b", none);
    api.send({ eventType: "INVOKE", requestId: "c", deadlineMs: Date.now() + little });
    await askedAgain();
    await invoke(shim, "d", none);
    api.send({ eventType: "INVOKE", requestId: "e", deadlineMs: Date.now() + little });
    await askedAgain();
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
      await askedAgain();
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
    await askedAgain();
    await end(extension);
    expect(told(extension)).toEqual([["a", "end-mark"]]);
  });
});
