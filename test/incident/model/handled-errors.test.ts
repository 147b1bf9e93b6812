/** Errors that only a log shows: handled ones, those without a request id, and stacks of several events. */
import { describe, expect, it } from "vitest";
import type { DistinctError } from "../../../incident/model/model.ts";
import { incidentOf, requestId, Stream } from "./events.ts";
import { backwards, withoutStreams } from "./read-differently.ts";

const pino = (name: string, level = 50): string =>
  JSON.stringify({
    level,
    err: { type: name, message: "no", stack: `${name}: no\n    at work (/var/task/${name}.js:3:7)` },
    msg: "failed",
  });

const requestsOf = ({ name, examples }: DistinctError): string =>
  `${name} ${examples.map((example) => example.requestId?.at(-1) ?? "-").join()}`;

describe("a logged error that names no request", () => {
  const stream = new Stream("a")
    .initStart()
    .environment()
    .say(pino("FirstError"))
    .invoked(1)
    .reported(1)
    .say(pino("SecondError"))
    // Outcrop's line about an invocation may come when the next one runs.
    .reported(2)
    .say(pino("ThirdError"))
    .invoked(2)
    .invoked(3, { failed: true })
    .reported(3, "\tStatus: error");
  const expected = ["FirstError 1", "SecondError 2", "ThirdError 3"];

  it.each([
    ["in the order of time", stream.events],
    ["backwards", backwards(stream.events)],
    ["without streams", withoutStreams(stream.events)],
  ])("belongs to the request whose end comes next: %s", async (_, events) => {
    const { errors } = await incidentOf(events);
    expect(errors.map(requestsOf).toSorted()).toEqual(expected);
    const endings = Object.fromEntries(errors.map(({ name, kind, endings }) => [name, [kind, endings]]));
    expect(endings).toEqual({
      FirstError: ["logged", { succeeded: 1, failed: 0, unknown: 0 }],
      SecondError: ["logged", { succeeded: 1, failed: 0, unknown: 0 }],
      ThirdError: ["error", { succeeded: 0, failed: 1, unknown: 0 }],
    });
  });

  it("belongs to none where a file has the lines of several environments", async () => {
    const other = new Stream("b", {}, Date.UTC(2026, 10, 20, 10))
      .initStart()
      .environment()
      .invoked(9)
      .reported(9);
    const mixed = withoutStreams([...other.events, ...stream.events]);
    const { errors } = await incidentOf(mixed);
    expect(errors.map(requestsOf).toSorted()).toEqual(["FirstError -", "SecondError -", "ThirdError -"]);
    expect(errors[0]?.endings).toEqual({ succeeded: 0, failed: 0, unknown: 1 });
  });

  it("is known to have been handled by the platform's report alone", async () => {
    const alone = new Stream("a").say(pino("OnlyError")).reported(1);
    for (const events of [alone.events, backwards(alone.events)]) {
      const { errors } = await incidentOf(events);
      expect(errors).toMatchObject([{ kind: "logged", endings: { succeeded: 1, failed: 0, unknown: 0 } }]);
    }
  });
});

describe("a handled error", () => {
  it("counts each invocation once, whatever ran between its lines", async () => {
    const thrown = "TypeError: x\r    at work (/var/task/index.js:3:7)";
    const twice = [1, 2, 3].flatMap((number) => [
      `2026-11-20T10:00:00.000Z\t${requestId(number)}\tERROR\t${thrown}`,
      `2026-11-20T10:00:00.001Z\t${requestId(number)}\tWARN\t${thrown}`,
    ]);
    // Those of three environments, merged by time.
    const order = [0, 2, 4, 1, 3, 5].map((index) => twice[index] ?? "");
    const stream = new Stream("a").environment();
    for (const line of order) stream.say(line);
    const { errors } = await incidentOf(stream.invoked(1).invoked(2).invoked(3).events);
    expect(errors).toMatchObject([
      { kind: "logged", count: 3, level: "error", endings: { succeeded: 3, failed: 0, unknown: 0 } },
    ]);
  });

  it("stays handled in an invocation that timed out", async () => {
    const stream = new Stream("a")
      .environment()
      .say(pino("HandledError"))
      .say(`2026-11-20T10:00:03.000Z ${requestId(1)} Task timed out after 3.00 seconds`)
      .invoked(1, { failed: true })
      .reported(1, "\tStatus: timeout");
    const { errors } = await incidentOf(stream.events);
    expect(errors.map(({ name, kind }) => [name, kind]).toSorted()).toEqual([
      ["HandledError", "logged"],
      ["Timeout", "timeout"],
    ]);
  });

  it("that was wrapped and thrown is the wrapper's cause", async () => {
    const cause = "TypeError: x is not a function\r    at convert (/var/task/rates.js:1:5)";
    const stream = new Stream("a")
      .environment()
      .say(`2026-11-20T10:00:00.000Z\t${requestId(1)}\tERROR\t${cause}`)
      .say(
        `2026-11-20T10:00:00.000Z\t${requestId(1)}\tERROR\tQuoteError: no\r` +
          "    at work (/var/task/index.js:3:7)\r    at handler (/var/task/index.js:9:1) {\r" +
          `  [cause]: ${cause.replaceAll("\r", "\r  ")}\r}`,
      )
      .throws(1, "QuoteError")
      .invoked(1, { failed: true });
    for (const events of [stream.events, backwards(stream.events)]) {
      const { errors } = await incidentOf(events);
      expect(errors).toMatchObject([
        {
          kind: "error",
          name: "QuoteError",
          count: 1,
          causes: [
            {
              name: "TypeError",
              message: "x is not a function",
              frames: ["at convert (/var/task/rates.js:1:5)"],
            },
          ],
        },
      ]);
    }
  });
});
