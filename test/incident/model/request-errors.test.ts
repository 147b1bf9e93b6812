/** Errors out of whole logs, joined with their requests and inits. */
import { describe, expect, it } from "vitest";
import { environmentId, incidentOf, requestId, Stream } from "./events.ts";

describe("errors", () => {
  it("in lines of Outcrop and of the function are one, in either order, with one fingerprint", async () => {
    const stream = new Stream("a")
      .initStart()
      .environment()
      .loads("zod")
      .throws(1, "TypeError", "E_CODE")
      .fails(1)
      .invoked(1, { failed: true });
    for (const events of [stream.events, stream.events.toReversed()]) {
      const { errors, totals } = await incidentOf(events);
      expect(errors).toMatchObject([
        {
          kind: "error",
          name: "TypeError",
          code: "E_CODE",
          message: "x is not a function",
          count: 1,
          fingerprints: [stream.fingerprint],
          environments: [environmentId("a")],
        },
      ]);
      expect(errors[0]?.sources.toSorted()).toEqual(["function", "outcrop"]);
      expect(totals).toMatchObject({ invocations: 1, failed: 1 });
    }
  });

  it("that were logged and then thrown occurred once; those that were only logged were handled", async () => {
    const written = (stream: Stream): Stream =>
      stream.say(
        "2026-11-20T10:00:00.000Z\t8f3a0b52-6f6e-4b0a-9c0e-000000000001\tERROR\tTypeError: x\r" +
          "    at work (/var/task/index.js:3:7)\r    at handler (/var/task/index.js:9:1)",
      );
    const thrown = await incidentOf(
      written(new Stream("a").environment()).throws(1).invoked(1, { failed: true }).events,
    );
    expect(thrown.errors).toMatchObject([{ kind: "error", count: 1 }]);
    const handled = await incidentOf(written(new Stream("a").environment()).invoked(1).events);
    expect(handled.errors).toMatchObject([{ kind: "logged", count: 1 }]);
  });

  it("of an init belong to the environment that comes after", async () => {
    const error =
      "2026-11-20T10:00:00.000Z\t-\tERROR\tInit Error \t" +
      '{"errorType":"TypeError","errorMessage":"no","stack":["TypeError: no","    at work ' +
      '(/var/task/index.js:3:7)","    at handler (/var/task/index.js:9:1)"]}';
    const { errors } = await incidentOf(
      new Stream("a").initStart().say(error).environment().fails(null).events,
    );
    expect(errors).toMatchObject([
      { kind: "init", functionName: "orders", message: "no", environments: [environmentId("a")], count: 1 },
    ]);
  });

  it("with different codes are different, and one without a code is like the first", async () => {
    const stream = new Stream("a")
      .environment()
      .throws(1, "Error", "ECONNRESET")
      .throws(2, "Error", "ETIMEDOUT")
      .throws(3, "Error", "ETIMEDOUT");
    const { errors } = await incidentOf(stream.events);
    expect(errors.map(({ code, count }) => [code, count])).toEqual([
      ["ETIMEDOUT", 2],
      ["ECONNRESET", 1],
    ]);
  });

  it("of the platform are reported once for each invocation, from however many lines", async () => {
    const stream = new Stream("a").environment().invoked(1, { failed: true });
    stream
      .say("2026-11-20T10:00:03.000Z 8f3a0b52-6f6e-4b0a-9c0e-000000000001 Task timed out after 3.00 seconds")
      .reported(1, "\tStatus: timeout");
    const { errors } = await incidentOf(stream.events);
    expect(errors).toMatchObject([
      { kind: "timeout", count: 1, message: "Task timed out after 3.00 seconds" },
    ]);
  });

  const reason = "Runtime exited with error: exit status 1\nRuntime.ExitError";
  const exited = `RequestId: ${requestId(1)} Error: ${reason}`;
  const status = "\tStatus: error\tError Type: Runtime.ExitError";
  const initReport = "INIT_REPORT Init Duration: 74.61 ms\tPhase: init\tStatus: error\tError Type: TypeError";
  const one = (): Stream => new Stream("a").initStart();

  it.each([
    [
      "an invocation's exit",
      one().environment().say(exited).reported(1, status).fails(1).invoked(1, { failed: true }),
      "error",
    ],
    ["an init's report", one().say(initReport).environment().fails(null), "init"],
  ])("are one with what %s follows from", async (_, { events }, kind) => {
    for (const ordered of [events, events.toReversed()]) {
      const { errors } = await incidentOf(ordered);
      expect(errors).toMatchObject([{ kind, name: "TypeError", count: 1, sources: ["outcrop"] }]);
    }
  });

  it.each([
    ["an exit", one().environment().say(exited).reported(1, status).invoked(1, { failed: true }), "exit"],
    [
      "an exit in another request",
      one().environment().say(exited).fails(2).invoked(1, { failed: true }),
      "exit",
    ],
    [
      "an exit after something was logged",
      one()
        .environment()
        .say(
          `2026-11-20T10:00:00.000Z\t${requestId(1)}\tERROR\tTypeError: x\r` +
            "    at work (/var/task/index.js:3:7)",
        )
        .say(exited)
        .invoked(1, { failed: true }),
      "exit",
    ],
    ["an init", one().say(initReport).environment(), "init"],
    [
      "an exit in another try of the request",
      {
        events: [
          ...one().environment().fails(1).invoked(1, { failed: true }).events,
          ...new Stream("b").initStart().environment().say(exited).invoked(1, { failed: true }).events,
        ],
      },
      "exit",
    ],
  ])("of the platform are reported if no one says what led to %s", async (_, { events }, kind) => {
    for (const ordered of [events, events.toReversed()]) {
      const platforms = (await incidentOf(ordered)).errors.filter(({ sources }) =>
        sources.includes("platform"),
      );
      expect(platforms).toMatchObject([{ kind, count: 1, sources: ["platform"] }]);
    }
  });
});

describe("what one error keeps", () => {
  it("is bounded, however long its message and its frames are", async () => {
    const stackTrace = Array.from(
      { length: 15 },
      (_, index) => `    at ${"f".repeat(3_000)} (/var/task/a${index}.js:1:2)`,
    );
    const message = { errorType: "Error", errorMessage: "m".repeat(10_000), stackTrace };
    const stream = new Stream("a")
      .environment()
      .say(JSON.stringify({ level: "ERROR", requestId: "r", message }));
    const { errors } = await incidentOf(stream.events);
    expect(errors).toMatchObject([{ message: "m".repeat(2_000) }]);
    expect(errors[0]?.frames).toHaveLength(5);
  });
});
