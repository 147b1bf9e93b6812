/** Errors that only a log shows: handled ones, those without a request id, and stacks of several events. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { errorInDocument } from "../../../incident/model/error-object.ts";
import { errorInText } from "../../../incident/model/error-text.ts";
import { functionErrorOf } from "../../../incident/model/function-error.ts";
import type { DistinctError } from "../../../incident/model/model.ts";
import { environmentId, incidentOf, requestId, Stream } from "./events.ts";

const pino = (name: string, level = 50): string =>
  JSON.stringify({
    level,
    err: { type: name, message: "no", stack: `${name}: no\n    at work (/var/task/${name}.js:3:7)` },
    msg: "failed",
  });

/** Newest first, as Logs Insights answers. */
const backwards = (events: readonly LogEvent[]): readonly LogEvent[] => events.toReversed();
const withoutStreams = (events: readonly LogEvent[]): readonly LogEvent[] =>
  events.map((event) => ({ ...event, logStream: null }));

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

/** As Node writes it to stderr before the runtime client runs. */
const died = [
  "node:internal/modules/cjs/loader:1568",
  "  throw err;",
  "  ^",
  "",
  "Error: Cannot find module './nothing.js'",
  "Require stack:",
  "- /var/task/node_modules/bad/index.js",
  "    at Module._resolveFilename (node:internal/modules/cjs/loader:1564:15)",
  "    at Object.<anonymous> (/var/task/node_modules/bad/index.js:1:11)",
  "    at Module._compile (node:internal/modules/cjs/loader:1929:14) {",
  "  code: 'MODULE_NOT_FOUND',",
  "  requireStack: [ '/var/task/node_modules/bad/index.js' ]",
  "}",
  "",
  "Node.js v24.21.0",
];
const initReport =
  "INIT_REPORT Init Duration: 74.61 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError";

/** What is printed at once has one time. */
function printed(lines: readonly string[], stream: Stream): Stream {
  const from = stream.events.length;
  for (const line of lines) stream.say(line);
  const at = stream.events[from]?.timestamp ?? null;
  for (let index = from; index < stream.events.length; index++)
    stream.events[index] = { ...(stream.events[index] as LogEvent), timestamp: at };
  return stream;
}

describe("the stack of an init that failed", () => {
  const events = printed(died, new Stream("a").initStart()).say(initReport).events;

  it.each([
    ["each line an event", events],
    ["without streams", withoutStreams(events)],
  ])("is the error of the init: %s", async (_, read) => {
    const { errors } = await incidentOf(read);
    expect(errors).toMatchObject([
      {
        kind: "init",
        name: "Error",
        message: "Cannot find module './nothing.js'",
        count: 1,
        sources: ["function"],
      },
    ]);
    // The frames of Node itself have no sign of an error, and may be missing in what is read.
    expect(errors[0]?.frames).toEqual(["at Object.<anonymous> (/var/task/node_modules/bad/index.js:1:11)"]);
  });

  it("is one with Outcrop's line about it", async () => {
    const frames = died
      .filter((line) => line.startsWith("    at "))
      .map((line) => line.trim().replace(/ \{$/, ""));
    const stream = printed(died, new Stream("a").initStart())
      .environment()
      .fails(null, { error_name: "Error", error_code: "MODULE_NOT_FOUND", frames: frames.join("\n") })
      .say(initReport);
    for (const read of [stream.events, withoutStreams(stream.events)]) {
      const { errors } = await incidentOf(read);
      expect(errors).toMatchObject([{ kind: "init", count: 1, environments: [environmentId("a")] }]);
      expect(errors[0]?.sources.toSorted()).toEqual(["function", "outcrop"]);
    }
  });

  it("sorted backwards is left, where no frame shows the order", async () => {
    const { errors } = await incidentOf(backwards(events));
    expect(errors).toMatchObject([{ kind: "init", frames: [], sources: ["platform"] }]);
  });
});

describe("a stack of several events", () => {
  it("ends with another line of its stream, and not with one of another stream", async () => {
    const text = [
      "TypeError: x is not a function",
      "    at work (/var/task/a.js:3:7)",
      "    at handler (/var/task/b.js:9:1)",
    ];
    const [first, second] = [printed(text, new Stream("a")).events, printed(text, new Stream("b")).events];
    const merged = first.flatMap((event, index) => [event, second[index] as LogEvent]);
    const { errors } = await incidentOf(merged);
    expect(errors).toMatchObject([{ name: "TypeError", count: 2, frames: [{}, {}] }]);
  });

  it("sorted backwards is read in its own order where it ends in the runtime", async () => {
    const text = [
      "TypeError [ERR_INVALID_ARG_TYPE]: no",
      "    at work (/var/task/a.js:3:7)",
      "    at handler (/var/task/b.js:9:1)",
      "    at Runtime.handleOnce (file:///var/runtime/index.mjs:1206:29)",
    ];
    const expected = { code: "ERR_INVALID_ARG_TYPE", frames: text.slice(1).map((line) => line.trim()) };
    for (const events of [
      printed(text, new Stream("a")).events,
      backwards(printed(text, new Stream("a")).events),
    ])
      expect((await incidentOf(events)).errors).toMatchObject([expected]);
    // The heading is of a class that shows no sign of an error.
    const nameless = printed(text.slice(1), new Stream("a")).events;
    expect((await incidentOf(nameless)).errors).toMatchObject([{ name: "Error", frames: expected.frames }]);
  });

  it("is not made of lines that lie far apart", async () => {
    const stream = new Stream("a").say("TypeError: x is not a function");
    for (let pause = 0; pause < 3; pause++) stream.say("nothing");
    stream.say("    at work (/var/task/a.js:3:7)");
    expect((await incidentOf(stream.events)).errors).toEqual([]);
  });
});

describe("what others wrote", () => {
  const bounded = (error: object | null): void => {
    if (error === null) return;
    expect(JSON.stringify(error).length).toBeLessThan(1_500_000);
    const { causes } = error as DistinctError;
    expect(causes.length).toBeLessThanOrEqual(10);
  };

  it("is read or left, never thrown at, whatever a record holds", () => {
    const keys = fc.constantFrom(
      "err",
      "error",
      "stack",
      "message",
      "name",
      "type",
      "cause",
      "errors",
      "level",
      "values",
      "reason",
    );
    const leaf = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "TypeError",
        "Error: x\n    at a (/b.js:1:2)",
        '{"stack":"Error: x\\n    at a (/b.js:1:2)"}',
        50,
      ),
      fc.double(),
      fc.constant(null),
    );
    const { record } = fc.letrec((tie) => ({
      record: fc.dictionary(
        keys,
        fc.oneof({ maxDepth: 6 }, leaf, tie("record"), fc.array(tie("record"), { maxLength: 3 })),
      ),
    }));
    fc.assert(
      fc.property(record, (value) => {
        bounded(errorInDocument(value as object));
        bounded(functionErrorOf(JSON.stringify(value)));
      }),
    );
  });

  it("has causes to a depth and a number", () => {
    let text = "Error: x\n    at a (/var/task/a.js:1:2) {\n";
    let object: object = {
      name: "TypeError",
      message: "x",
      stack: "TypeError: x\n    at a (/var/task/a.js:1:2)",
    };
    for (let depth = 1; depth < 40; depth++) {
      const blanks = "  ".repeat(depth);
      text += `${blanks}[cause]: Error: x\n${blanks}    at a (/var/task/a.js:${depth}:2) {\n`;
      object = { ...object, cause: object };
    }
    expect(errorInText(text)?.causes).toHaveLength(5);
    expect(errorInDocument(object)?.causes).toHaveLength(5);
    const many = Array.from({ length: 100 }, () => object);
    expect(errorInDocument({ ...object, errors: many })?.causes).toHaveLength(10);
  });

  it("is as quick to read as it is long", () => {
    const parts = [
      "A",
      "A.",
      ": A",
      "Error: ",
      "Error [",
      "-A",
      " at ",
      "    at a:1\r",
      "\r",
      "[",
      "{",
      '{"a":',
      "\u001b[",
      "\u001b]",
    ];
    for (const part of parts) {
      const text = part.repeat(300_000 / part.length);
      functionErrorOf(`2026-11-20T10:00:00.000Z\t${requestId(1)}\tERROR\t${text}`);
      functionErrorOf(JSON.stringify({ level: "ERROR", message: text, err: { stack: `Error: x\n${text}` } }));
    }
  });
});
