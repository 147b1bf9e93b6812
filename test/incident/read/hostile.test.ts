import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBytes } from "./reading.ts";

const line = (text: string): string => `{"level":"info","text":${JSON.stringify(text)}}\n`;
const messagesOf = ({ events }: { readonly events: readonly { readonly message: string }[] }): string[] =>
  events.map(({ message }) => message);

describe("hostile logs", () => {
  it("are read without an exception, whatever the bytes", async () => {
    const word = fc.constantFrom(
      '{"events":[',
      '{"message":"',
      "[",
      "]",
      "}",
      "\n",
      '"',
      "\\",
      ",",
      "EVENTS\t",
      "2026-11-20T10:00:00Z ",
      "@message,",
      "\u001f",
      "1",
    );
    const text = fc.array(word, { maxLength: 30 }).map((words) => Buffer.from(words.join("")));
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          text,
          bytes,
          bytes.map((inner) => Buffer.concat([gzipSync(inner), inner])),
        ),
        fc.array(fc.nat(200)),
        async (input, cuts) => {
          expect((await readBytes(input, cuts)).events).toEqual((await readBytes(input)).events);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("lose one line that is too long, and nothing else", async () => {
    const input = Buffer.from(`${line("before")}${"x".repeat(3 * 1024 * 1024)}\n${line("after")}`);
    const reading = await readBytes(input, [1_000_000, 2_000_000]);
    expect(messagesOf(reading)).toEqual([line("before").trim(), line("after").trim()]);
    expect(reading.problems).toEqual([
      { file: "file", line: 2, message: expect.stringContaining("more than 1 MiB") },
    ]);
  });

  it("keep a line that is an array as one message, also where it was cut", async () => {
    const lines = ['{"level":"info"}', '["one","two"]'];
    expect(messagesOf(await readBytes(Buffer.from(lines.join("\n"))))).toEqual(lines);
    const cut = await readBytes(Buffer.from(lines.join("\n").slice(0, -1)));
    expect([messagesOf(cut), cut.problems]).toEqual([['{"level":"info"}', '["one","two"'], []]);
  });

  it("take no longer for many line breaks inside a message", async () => {
    const message = `a${"\n".repeat(200_000)}b`;
    const reading = await readBytes(
      Buffer.from(JSON.stringify({ events: [{ timestamp: 1, message: `${message}\r\n` }] })),
    );
    expect(messagesOf(reading)).toEqual([message]);
  });

  it("give every event of a document of any length on one line", async () => {
    const events = Array.from({ length: 12_000 }, (_, index) => ({
      timestamp: index,
      message: `${index} ${"y".repeat(1_000)}`,
    }));
    const input = Buffer.from(JSON.stringify({ events }));
    const cuts = Array.from({ length: 12 }, (_, index) => (index + 1) * 1_000_000);
    const reading = await readBytes(input, cuts);
    expect(reading.problems).toEqual([]);
    expect(reading.events.map(({ timestamp }) => timestamp)).toEqual(
      events.map(({ timestamp }) => timestamp),
    );
  });

  it("are kept up to bytes that are not gzip, and behind a damaged member", async () => {
    const [one, two] = [gzipSync(line("one")), gzipSync(line("two"))];
    const garbage = await readBytes(Buffer.concat([one, Buffer.from("garbage, which is not gzip")]));
    expect(messagesOf(garbage)).toEqual([line("one").trim()]);
    expect(garbage.problems).toEqual([
      {
        file: "file",
        line: 1,
        message: expect.stringContaining(`the data from byte ${one.length} is not gzip`),
      },
    ]);
    const damaged = Buffer.from(one);
    damaged.fill(0xff, 12, 20);
    const around = await readBytes(Buffer.concat([one, damaged, two]));
    expect(messagesOf(around)).toEqual(expect.arrayContaining([line("one").trim()]));
    expect(messagesOf(around).at(-1)).toContain(line("two").trim());
    expect(around.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("the checksum of the gzip member"),
    ]);
    const cut = await readBytes(gzipSync(line("one") + line("two").repeat(2_000)).subarray(0, -9));
    expect(messagesOf(cut)[0]).toBe(line("one").trim());
    expect(cut.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("gzip data ends at byte"),
    ]);
  });

  it("name binary junk once, and nesting is bounded", async () => {
    const junk = await readBytes(
      Buffer.from(`PK\u0003\u0004\u0000\u0000\n${"a\u0000\n".repeat(50)}${line("after")}`),
    );
    expect(messagesOf(junk)).toEqual([line("after").trim()]);
    expect(junk.problems).toHaveLength(2);
    const deep = await readBytes(Buffer.from(`${"[".repeat(100_000)}\n${line("after")}`));
    expect(messagesOf(deep).at(-1)).toBe(line("after").trim());
  });
});
