import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expected, plain, readBytes } from "./reading.ts";
import { shapes, type Written } from "./shapes.ts";
import { tellsSomething } from "./tells-something.ts";

const requestId = "8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d";
const messages = [
  "INIT_START Runtime Version: nodejs:24.v12\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:abc",
  `START RequestId: ${requestId} Version: $LATEST`,
  '{"level":"INFO","message":"lodash","outcrop":"finding","schema":1,"code":"shadowed-package"}',
  `2026-11-20T10:00:00.123Z\t${requestId}\tERROR\tInvoke Error \t{"errorType":"TypeError",` +
    '"errorMessage":"é ☃ 😀","stack":["TypeError: x","    at y (/var/task/index.js:1:1)"]}',
  '{"timestamp":"2026-11-20T10:00:00.123Z","level":"INFO","requestId":"r",' +
    '"message":{"outcrop":"invocation","schema":1}}',
  '{"message":"order 7","level":"info","items":["a","b"],"events":[{"type":"x"}]}',
  '\u001b[31mred\u001b[0m text, with "quotes", a comma; and a tab\tin it',
  '["one","two"]',
  '[INFO] it said {"a":1}',
  '{"a": 1} and more',
  '{"cut":"in the middle of a str',
  "TypeError: x\n    at a (/var/task/a.js:1:2)\n    at b (/var/task/b.js:3:4)",
  `REPORT RequestId: ${requestId}\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\t` +
    "Max Memory Used: 90 MB\tInit Duration: 210.5 ms\t",
].map((message) => message.replace(/\t$/, ""));

const written = (texts: readonly string[]): Written[] =>
  texts.map((message, index) => ({
    message,
    timestamp: 1763632800000 + index * 123,
    logGroup: "/aws/lambda/orders",
    logStream: `2026/11/20/[$LATEST]${index < 6 ? "ab" : "cd"}`,
    eventId: String(10n ** 40n + BigInt(index)),
  }));

const events = written(messages);

describe.each(shapes)("$name", (shape) => {
  it("is read back", async () => {
    const reading = await readBytes(shape.write(events));
    expect(reading.problems).toEqual([]);
    expect(reading.events.map(plain)).toEqual(expected(shape, events));
  });

  it("is read alike in whatever pieces it comes", async () => {
    const bytes = shape.write(events);
    const whole = await readBytes(bytes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(bytes.length), { maxLength: 40 }),
        fc.constantFrom("all" as const, "relevant" as const),
        async (cuts, wanted) => {
          const { events: pieces } = await readBytes(bytes, cuts, wanted);
          expect(wanted === "all" ? pieces : pieces.filter(({ message }) => tellsSomething(message))).toEqual(
            wanted === "all" ? whole.events : whole.events.filter(({ message }) => tellsSomething(message)),
          );
        },
      ),
      { numRuns: 60 },
    );
    const bytewise = await readBytes(
      bytes,
      Array.from(bytes, (_, index) => index),
    );
    expect(bytewise).toEqual(whole);
  });

  it("gives what is before a cut", async () => {
    const bytes = shape.write(events);
    const compressed = bytes[0] === 0x1f;
    const whole = (await readBytes(bytes)).events.map(plain);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (length) => {
        const cut = (await readBytes(bytes.subarray(0, length))).events.map(plain);
        // The last one may be a message that was cut; in a document that was cut its outer parts may be
        // missing.
        const sure = cut.slice(0, -1);
        expect(sure).toEqual(whole.slice(0, sure.length));
        if (!compressed && length === bytes.length) expect(cut).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});

it("gives every event that says something, of any messages", async () => {
  const word = fc.constantFrom(
    "outcrop",
    '"outcrop":"finding"',
    '"level":"ERROR"',
    "TypeError: x\\n    at y",
    "\tERROR\t",
    "Task timed out after 3.00 seconds",
    "x",
    "{",
    "}",
    "[",
    "REPORT RequestId: ",
    requestId,
    " ",
    "\t",
    ",",
    '"',
    "é",
  );
  const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join("").trim() || "x");
  const document = fc
    .record({ outcrop: fc.constant("finding"), text: fc.string() })
    .map((value) => JSON.stringify(value));
  const message = fc.oneof(text, document, fc.constantFrom(...messages));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...shapes),
      fc.array(message, { minLength: 1, maxLength: 12 }),
      async (shape, texts) => {
        const bytes = shape.write(written(texts));
        const every = (await readBytes(bytes)).events.filter((event) => tellsSomething(event.message));
        const some = (await readBytes(bytes, [], "relevant")).events.filter((event) =>
          tellsSomething(event.message),
        );
        expect(some).toEqual(every);
      },
    ),
    { numRuns: 400 },
  );
});
