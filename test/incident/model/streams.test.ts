/** Which environment a stream's lines belong to, and which managed runtime it ran on. */
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { environmentId, incidentOf, ordinary, Stream, start } from "./events.ts";

const runtimesOf = async (events: readonly LogEvent[]): Promise<Record<string, string | null>> =>
  Object.fromEntries(
    (await incidentOf(events)).environments.map(({ id, runtimeVersion }) => [id, runtimeVersion]),
  );
const [a, b] = [environmentId("a"), environmentId("b")];
const unnamed = { logStream: null, logGroup: null };

describe("the runtime's version", () => {
  it("is the stream's, also where the stream is read backwards", async () => {
    const { events } = ordinary("a");
    expect(await runtimesOf(events)).toEqual({ [a]: "nodejs:24.v18" });
    expect(await runtimesOf(events.toReversed())).toEqual({ [a]: "nodejs:24.v18" });
  });

  it("is that of every environment that a stream restarted", async () => {
    const first = ordinary("a", { logStream: "s" });
    const second = new Stream("b", { logStream: "s" }, start + 60_000).environment().invoked(3);
    expect(await runtimesOf([...first.events, ...second.events])).toEqual({
      [a]: "nodejs:24.v18",
      [b]: "nodejs:24.v18",
    });
    expect(await runtimesOf([...first.events, ...second.events].toReversed())).toEqual({
      [a]: "nodejs:24.v18",
      [b]: "nodejs:24.v18",
    });
  });

  it("is of the INIT_START before it where a file names no streams", async () => {
    const first = new Stream("a", unnamed).initStart("nodejs:24.v1").environment().invoked(1);
    const second = new Stream("b", unnamed, start + 60_000)
      .initStart("nodejs:24.v2")
      .environment()
      .invoked(2);
    expect(await runtimesOf([...first.events, ...second.events])).toEqual({
      [a]: "nodejs:24.v1",
      [b]: "nodejs:24.v2",
    });
  });

  it("belongs to no one if two could have it", async () => {
    const [one, two] = [
      new Stream("a", unnamed).initStart("nodejs:24.v1").environment(),
      new Stream("b", unnamed).initStart("nodejs:24.v2").environment(),
    ];
    const mixed = one.events.flatMap((event, index) => [event, ...two.events.slice(index, index + 1)]);
    expect(await runtimesOf(mixed)).toEqual({ [a]: null, [b]: null });
  });

  it("is never a later environment's in a file read backwards", async () => {
    const first = new Stream("a", unnamed).initStart("nodejs:24.v1").environment().invoked(1);
    const second = new Stream("b", unnamed, start + 60_000)
      .initStart("nodejs:24.v2")
      .environment()
      .invoked(2);
    expect(await runtimesOf([...first.events, ...second.events].toReversed())).toEqual({
      [a]: null,
      [b]: null,
    });
  });
});

describe("an invocation that only the platform reports", () => {
  it("is that of the environment that ran then", async () => {
    const first = new Stream("a", { logStream: "s" })
      .environment()
      .loads("zod")
      .invoked(1)
      .reported(1)
      .reported(2, "\tStatus: error");
    first.line("shutdown", { reason: "failure", invocations: 1 });
    const second = new Stream("b", { logStream: "s" }, start + 60_000)
      .environment()
      .loads("zod")
      .invoked(3)
      .reported(3)
      .reported(4);
    second.line("shutdown", { reason: "spindown", invocations: 2 });
    const { environments } = await incidentOf([...first.events, ...second.events]);
    expect(environments.map(({ id, invocations, failed }) => [id, invocations, failed])).toEqual([
      [a, 2, 1],
      [b, 2, 0],
    ]);
  });

  it("belongs to no function if a file mixes functions without naming streams", async () => {
    const first = new Stream("a", unnamed).environment().reported(1);
    const second = new Stream("b", unnamed).line("environment", { function_name: "other" }).reported(2);
    expect((await incidentOf([...first.events, ...second.events])).totals).toMatchObject({
      invocations: 0,
      reports: 2,
    });
  });
});
