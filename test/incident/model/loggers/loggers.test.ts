/**
 * Every logger's lines are read as the error that it was given. recorded.json holds what the packages wrote
 * in the local Lambda (record.ts); incident/model/error-text.ts and error-object.ts name the sources of the
 * formats.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFrame } from "../../../../core/explain/stack.ts";
import type { ErrorCause } from "../../../../incident/model/error-details.ts";
import type { DistinctError } from "../../../../incident/model/model.ts";
import { incidentOf, Stream } from "../events.ts";
import { type Recorded, recordedPath } from "./record.ts";

const recorded = JSON.parse(readFileSync(recordedPath, "utf8")) as Recorded;

/** The errors of function/errors.js: name, code, message, innermost frame. */
const missing = [
  "TypeError",
  null,
  "rates.convertAll is not a function",
  "/var/task/errors.js:19:29",
] as const;
const refused = [
  "Error",
  "ECONNREFUSED",
  "connect ECONNREFUSED 10.0.0.1:5432",
  "/var/task/errors.js:21:23",
] as const;
const quote = ["QuoteError", null, "no quote for order 7", "/var/task/errors.js:24:9"] as const;
const unnamed = ["LookupFailure", null, "no such order", "/var/task/errors.js:27:9"] as const;
const twice = ["Error", null, "the order was not taken", "/var/task/errors.js:30:9"] as const;
const aggregate = ["AggregateError", null, "every supplier failed", "/var/task/errors.js:33:9"] as const;

type Short = readonly [name: string, code: string | null, message: string | null, frame: string | null];

interface Expected {
  readonly error: Short;
  readonly level?: DistinctError["level"];
  readonly causes?: readonly Short[];
  /** What Lambda's JSON format keeps of the causes, where that is less. */
  readonly causesInJson?: readonly Short[];
}

const logs = (error: Short, more: Omit<Expected, "error"> = {}): Expected => ({ error, ...more });
const ofQuote = { causes: [missing] };
const ofTwice = { causes: [quote, missing] };
const ofAll = { causes: [missing, refused] };
/** `cause` and `errors` are not enumerable, and JSON.stringify() leaves them out. */
const lost = { causesInJson: [] };
const warned = { level: "warn" } as const;
const noted = { level: "info" } as const;

const expected: Readonly<Record<string, Expected>> = {
  "console.error(error)": logs(missing),
  "console.error(text, error)": logs(missing),
  "console.error with a format": logs(missing),
  "console.error(error.stack)": logs(missing),
  "console.error(`${error.stack}`) behind words": logs(missing),
  "console.log(error)": logs(missing, noted),
  "console.warn(text, error)": logs(refused, warned),
  "console.debug(error)": logs(missing, noted),
  "console.error with a code": logs(refused),
  "console.error with a cause": logs(quote, { ...ofQuote, ...lost }),
  "console.error with two causes": logs(twice, ofTwice),
  "console.error with aggregated errors": logs(aggregate, { ...ofAll, ...lost }),
  "console.error of a class without a name": logs(unnamed),
  "console.error of an object that holds it": logs(quote, { ...ofQuote, ...lost }),
  "console.error of an object behind words": logs(missing),
  "console.error of a list": logs(refused, { causes: [missing], ...lost }),
  "console.error in colours": logs(quote, ofQuote),
  "console.error of JSON with a stack": logs(missing),
  "console.error of JSON under a key": logs(missing),
  "console.error of JSON behind words": logs(refused),
  "console.error of JSON of all own keys": logs(refused),
  "console.error of serialize-error": logs(twice, ofTwice),
  "console.log of serialize-error, indented": logs(quote, { ...ofQuote, ...noted }),
  "console.error of an escaped string": logs(missing),
  "process.stderr.write": logs(quote, ofQuote),
  "process.stdout.write of a stack": logs(missing),
  "pino, error(err)": logs(missing),
  "pino, error({err}, text)": logs(quote, ofQuote),
  "pino, fatal(err)": logs(refused),
  "pino, warn(err)": logs(refused, warned),
  "pino, info(err)": logs(missing, noted),
  "pino, aggregated errors": logs(aggregate, ofAll),
  "pino, a class without a name": logs(unnamed),
  "pino, errWithCause": logs(twice, ofTwice),
  "pino, another key": logs(missing),
  "pino, a serializer of your own": logs(refused),
  "pino, levels as words": logs(missing),
  "pino, nested": logs(missing),
  "pino-lambda": logs(missing),
  "winston, json with errors": logs(missing),
  // winston writes `cause: {}`.
  "winston, json with errors and a cause": logs(quote),
  "winston, json with text and error": logs(missing),
  "winston, json with metadata": logs(refused),
  "winston, simple with errors": logs(missing),
  "winston, the stack as the message": logs(missing),
  "winston, splat": logs(missing),
  "winston, colours": logs(missing),
  "winston, logstash": logs(missing),
  "winston, cli": logs(missing, warned),
  "bunyan, error(err)": logs(refused),
  "bunyan, error({err}, text)": logs(missing),
  // Only a `cause` that is a function is written.
  "bunyan, a cause": logs(quote),
  "Powertools, error(text, err)": logs(missing),
  "Powertools, a cause": logs(quote, ofQuote),
  "Powertools, another key": logs(twice, ofTwice),
  "Powertools, warn": logs(refused, warned),
  "Powertools, critical": logs(aggregate),
  "log4js, colours": logs(missing),
  // The code has a line of its own without any sign of an error.
  "log4js, basic": logs(["Error", null, refused[2], refused[3]]),
  loglevel: logs(missing),
  // consola writes no class, and the message on a line of its own.
  "consola, basic": logs(["Error", null, null, missing[3]]),
  "consola, a cause": logs(["Error", null, "no quote for order 7", quote[3]], {
    causes: [["Error", null, null, missing[3]]],
  }),
  roarr: logs(missing),
  "lambda-log": logs(missing),
  "lambda-log, warn": logs(refused, warned),
  "@middy/error-logger": logs(missing),
  "a Sentry event": logs(quote, ofQuote),
  "OpenTelemetry's log record": logs(missing),
  "ECS, as Elastic's loggers write it": logs(missing),
  "a text of several lines, uncoloured": logs(missing),
};

async function errorsOf(messages: readonly string[], failed = false): Promise<readonly DistinctError[]> {
  const stream = new Stream("a").initStart().environment();
  stream.say("START RequestId: 8f3a0b52-6f6e-4b0a-9c0e-000000000001 Version: 7");
  const from = stream.events.length;
  for (const message of messages) stream.say(message);
  const first = stream.events[from]?.timestamp ?? 0;
  // What is written at once has nearly one time.
  const events = stream.events.map((event, index) =>
    index < from ? event : { ...event, timestamp: first + (index - from) },
  );
  const rest = new Stream("a", {}, first + 2_000);
  rest.invoked(1, { failed, fingerprint: stream.fingerprint }).reported(1);
  return (await incidentOf([...events, ...rest.events])).errors;
}

const short = ({ name, code, message, frames }: ErrorCause): Short => {
  const frame = parseFrame(frames[0] ?? "");
  return [name, code, message, frame === null ? null : `${frame.path}:${frame.line}:${frame.column}`];
};

const cases = Object.entries(recorded).flatMap(([shape, formats]) =>
  Object.entries(formats).map(([format, messages]) => ({ shape, format, messages })),
);

describe("an error is read as it was logged by", () => {
  it("every shape that was recorded, and no other", () => {
    expect(Object.keys(expected)).toEqual(Object.keys(recorded));
    expect(Object.keys(expected).length).toBeGreaterThan(60);
  });

  it.each(cases)("$shape, in Lambda's $format format", async ({ shape, format, messages }) => {
    const wanted = expected[shape];
    const errors = await errorsOf(messages);
    expect(errors).toHaveLength(1);
    const [error] = errors as [DistinctError];
    const causes = format === "JSON" ? (wanted?.causesInJson ?? wanted?.causes) : wanted?.causes;
    expect({ error: short(error), level: error.level, causes: error.causes.map(short) }).toEqual({
      error: wanted?.error,
      level: wanted?.level ?? "error",
      causes: causes ?? [],
    });
    expect(error).toMatchObject({
      kind: "logged",
      count: 1,
      endings: { succeeded: 1, failed: 0, unknown: 0 },
      sources: ["function"],
      environments: [expect.any(String)],
    });
    expect(error.examples.map(({ requestId }) => requestId)).toEqual([
      "8f3a0b52-6f6e-4b0a-9c0e-000000000001",
    ]);
    expect(JSON.stringify({ ...error, examples: [] })).not.toMatch(/\\u001b|\\u009b/);
  });
});

describe("what is logged", () => {
  const messagesOf = (shape: string): readonly string[] => recorded[shape]?.Text ?? [];

  it("by two loggers occurred once, and is as bad as the worse of them says", async () => {
    const errors = await errorsOf([...messagesOf("pino, info(err)"), ...messagesOf("console.error(error)")]);
    expect(errors.map(({ count, level, name }) => [count, level, name])).toEqual([[1, "error", "TypeError"]]);
  });

  it("as a cause and as its wrapper occurred once, as the wrapper", async () => {
    const cause = messagesOf("console.error(error)").map((message) =>
      // The cause was made where the wrapper was.
      message.replace(
        "at missing (file:///var/task/errors.js:36:30)",
        "at quote (file:///var/task/errors.js:24:57)",
      ),
    );
    for (const messages of [
      [...cause, ...messagesOf("console.error with a cause")],
      [...messagesOf("console.error with a cause"), ...cause],
    ]) {
      const errors = await errorsOf(messages);
      expect(errors.map(({ count, name, causes }) => [count, name, causes.length])).toEqual([
        [1, "QuoteError", 1],
      ]);
    }
  });

  it("last, as an error, in an invocation that failed is taken for what it failed by", async () => {
    const errors = await errorsOf(
      [
        ...messagesOf("pino, error({err}, text)"),
        ...messagesOf("bunyan, error(err)"),
        ...messagesOf("winston, cli"),
      ],
      true,
    );
    expect(
      errors.map(({ name, code, kind, endings }) => [name, code, kind, endings.failed]).toSorted(),
    ).toEqual([
      ["Error", "ECONNREFUSED", "error", 1],
      ["QuoteError", null, "logged", 1],
      ["TypeError", null, "logged", 1],
    ]);
  });
});
