/** Stacks that are printed in several events: of an init that failed, and of any error. */
import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { environmentId, incidentOf, Stream } from "./events.ts";
import { backwards, withoutStreams } from "./read-differently.ts";

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
