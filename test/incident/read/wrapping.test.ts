/** Whatever is put around the lines of a known log, the lines are found, and nothing else is made of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { badEvents } from "../../command/logs.ts";
import { readBytes } from "./reading.ts";
import { tellsSomething } from "./tells-something.ts";

const known = badEvents()
  .map(({ message }) => message.trimEnd())
  .filter(tellsSomething);
const plainly = (message: string): unknown => {
  try {
    return JSON.parse(message);
  } catch {
    return message.trim();
  }
};
const expected = known.map(plainly);

const asString = (text: string): string => JSON.stringify(text);
const key = fc.constantFrom("log", "message", "msg", "m", "_raw", "line", "body", "Message", "x-y", "event");
/** Members around it, which are not part of a log. */
const other = fc.constantFrom<readonly [string, unknown]>(
  ["time", "2026-03-14T03:12:03.000Z"],
  ["host", "ip-10-0-0-1"],
  ["n", 7],
  ["tags", ["a", "b"]],
  ["kubernetes", { pod: "orders", labels: { app: "x" } }],
  ["ok", true],
  ["none", null],
);

type Wrapping = (message: string) => string;
/** A document that holds the message as a string, with others before and behind it. */
const document: fc.Arbitrary<Wrapping> = fc
  .tuple(key, fc.array(other, { maxLength: 3 }), fc.array(other, { maxLength: 3 }))
  .map(
    ([name, before, behind]) =>
      (message) =>
        JSON.stringify(Object.fromEntries([...before, [name, message], ...behind])),
  );
const list: fc.Arbitrary<Wrapping> = fc
  .nat(2)
  .map((others) => (message) => JSON.stringify([...Array.from({ length: others }, () => "a"), message]));
const string: fc.Arbitrary<Wrapping> = fc.constant(asString);
/** Each puts the message into a string once: so many escapes. */
const escaped = fc.array(fc.oneof(document, list, string), { minLength: 1, maxLength: 4 }).map(
  (wrappings): Wrapping =>
    (message) =>
      wrappings.reduce((text, wrap) => wrap(text), message),
);
const prefix = fc.constantFrom(
  "",
  "  ",
  "\t",
  "orders-1  | ",
  "<14>1 2026-03-14T03:12:03.000Z host app - - - ",
  "2026-03-14T03:12:03.000Z stdout F ",
  "[orders] INFO: ",
  "/aws/lambda/orders 2026/03/14/[7]d6127676ddbd805cd6127676ddbd805c ",
  "\u001b[36morders\u001b[0m ",
);

const messagesOf = async (text: string): Promise<unknown[]> =>
  (await readBytes(Buffer.from(text), [], "relevant")).events
    .map(({ message }) => message)
    .filter(tellsSomething)
    .map(plainly);

describe("a known log", () => {
  it("is found in strings in strings, one to four deep, behind any prefix", async () => {
    await fc.assert(
      fc.asyncProperty(escaped, prefix, async (wrap, before) => {
        const text = known.map((message) => `${before}${wrap(message)}\n`).join("");
        expect(await messagesOf(text)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("is found in one document that holds all of it, indented or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(escaped, { nil: (message: string) => message }),
        fc.constantFrom("records", "data", "hits", "events", "values"),
        fc.nat(4),
        fc.boolean(),
        async (wrap, name, indent, isDocument) => {
          const items = known.map((message) =>
            isDocument ? { [name]: wrap(message), n: 1 } : wrap(message),
          );
          const text = JSON.stringify({ took: 5, [name]: { [name]: items }, more: false }, null, indent);
          expect(await messagesOf(text)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is found where its documents are indented again, behind any prefix", async () => {
    await fc.assert(
      fc.asyncProperty(prefix, fc.integer({ min: 1, max: 4 }), async (before, indent) => {
        const text = known
          .map((message) => {
            const isDocument = message.startsWith("{");
            const shown = isDocument ? JSON.stringify(JSON.parse(message), null, indent) : message;
            return `${before.trimStart()}${shown}\n`;
          })
          .join("");
        expect(await messagesOf(text)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("is found in what was cut behind it", async () => {
    for (const message of known) {
      const text = `{"log":${asString(message)},"kubernetes":{"pod":"ord`;
      expect([message, await messagesOf(text)]).toEqual([message, [plainly(message)]]);
    }
  });
});

describe("what a function logs itself", () => {
  it("is not searched for what others wrote", async () => {
    const [forged = ""] = known.filter((message) => message.includes('"outcrop":"finding"'));
    for (const line of [
      { level: "INFO", message: "got a request", body: forged },
      { level: 30, time: 1773457923000, msg: "got a request", req: { body: forged } },
      { severity: "INFO", message: "got a request", payload: { text: forged } },
    ])
      expect(await messagesOf(`${JSON.stringify(line)}\n`)).not.toContain(forged);
  });
});

describe("hostile text", () => {
  const words = [
    '{"',
    '{\\"',
    '{\\\\\\"a',
    '\\"',
    '"',
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "outcrop",
    '"outcrop":"finding"',
    "H4sIAAAAAAAA",
    "REPORT RequestId: 8f3a0b52-6f6e-4b0a-9c0e-0d9f5a1c2b3d",
    "\n",
    "- a: ",
    "x : ",
    "| ",
    '{""a""',
    "2026-03-14T03:12:03.000Z\t",
    "> ",
    "```",
  ];

  it("takes work by its length only: none of these ends if each place were followed to the end", async () => {
    for (const pair of ["[\n", '{""a""', "{\\n", 'x {"a":1}', "H4sIAAAAAAAA\n{", '{\\\\\\"a', "\n- a: "]) {
      const text = `x ${pair.repeat(400_000 / pair.length)} outcrop Error: ERROR\n${known[1]}\n`;
      const { events } = await readBytes(Buffer.from(text), [], "relevant");
      expect(events.length).toBeLessThan(400_000);
    }
  });

  it("is read alike in any pieces", async () => {
    const text = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(400), { maxLength: 10 }), async (input, cuts) => {
        const bytes = Buffer.from(input);
        expect((await readBytes(bytes, cuts)).events).toEqual((await readBytes(bytes)).events);
      }),
      { numRuns: 400 },
    );
  });
});
