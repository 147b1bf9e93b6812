import { mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeEndMark, inSlot } from "../../core/journal/end-mark.ts";
import { EndMarkWatch } from "../../extension/end-mark-watch.ts";
import { InvocationEnds } from "../../extension/invocation-end.ts";

const long = 3_600_000;
let folder: string;
let file: number;
let ends: InvocationEnds;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
  const path = join(folder, "end-mark");
  writeFileSync(path, "");
  file = openSync(path, "r+");
  ends = new InvocationEnds(new EndMarkWatch(file, path));
});
afterEach(() => rmSync(folder, { recursive: true }));

const mark = (count: number, requestId: string | null, shimMs = 1): void => {
  writeSync(
    file,
    inSlot(
      encodeEndMark({ count, requestId, failure: null, shimMs, journalWhole: true, journalBytes: null }),
    ),
    0,
  );
};

describe("the end of an invocation", () => {
  it("is the mark of its request, also when it was set before anyone waited", async () => {
    mark(1, "a");
    expect(await ends.of("a", long)).toMatchObject({ endedBy: "end-mark", mark: { count: 1 } });
    const second = ends.of("b", long);
    mark(2, "b");
    expect(await second).toMatchObject({ endedBy: "end-mark", mark: { count: 2, requestId: "b" } });
  });

  it("is a mark without a request, after a stream", async () => {
    const end = ends.of("a", long);
    mark(1, null);
    expect(await end).toMatchObject({ endedBy: "end-mark" });
  });

  it("is the mark of a process that was started again and counts from one", async () => {
    mark(7, "a");
    await ends.of("a", long);
    const second = ends.of("b", long);
    mark(1, "b", 1.5);
    expect(await second).toMatchObject({ endedBy: "end-mark", mark: { count: 1, requestId: "b" } });
  });

  it("is not the late mark of another request", async () => {
    mark(1, "a");
    const end = ends.of("b", long);
    setImmediate(() => ends.runtimeDone({ requestId: "b", status: "success" }));
    expect(await end).toEqual({ endedBy: "telemetry", mark: null, status: "success" });
  });

  it("is reported by the platform when the process is gone, also in advance", async () => {
    const end = ends.of("a", long);
    ends.runtimeDone({ requestId: "other", status: "success" });
    ends.runtimeDone({ requestId: "a", status: "error" });
    expect(await end).toEqual({ endedBy: "telemetry", mark: null, status: "error" });
    ends.runtimeDone({ requestId: "b", status: "timeout" });
    expect(await ends.of("b", long)).toMatchObject({ endedBy: "telemetry", status: "timeout" });
  });

  it("is any end when the event did not name its request", async () => {
    const end = ends.of("", long);
    mark(1, "a");
    expect(await end).toMatchObject({ endedBy: "end-mark", mark: { requestId: "a" } });
  });

  it("is not known when nothing is heard, and is found later", async () => {
    expect(await ends.of("a", 1)).toBeNull();
    expect(ends.late("a")).toBeNull();
    mark(1, "a");
    expect(ends.late("a")).toMatchObject({ endedBy: "end-mark", mark: { count: 1 } });
  });

  it("is found later, too, when it came while the next one was waited for", async () => {
    const end = ends.of("b", 50);
    mark(1, "a");
    expect(await end).toBeNull();
    expect(ends.late("a")).toMatchObject({ endedBy: "end-mark", mark: { requestId: "a" } });
  });

  it("survives a slot full of junk", async () => {
    writeSync(file, "}{".repeat(200), 0);
    expect(await ends.of("a", 1)).toBeNull();
  });

  it("prefers a mark that is there to telemetry that came first", async () => {
    const end = ends.of("a", long);
    mark(1, "a");
    ends.runtimeDone({ requestId: "a", status: "error" });
    expect(await end).toMatchObject({ endedBy: "end-mark", mark: { count: 1 }, status: null });
  });
});
