/**
 * Lines and documents without end: what is held of them is bounded, and what comes before and behind them is
 * read.
 */
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../../core/telemetry/log-event.ts";
import { readLogs } from "../../../incident/read/read-logs.ts";

const MiB = 1024 * 1024;
const before = '{"level":"info","text":"before"}';
const after = '{"level":"info","text":"after"}';
const maxHeldBytes = 160 * MiB;

function* endless(head: string, filling: string, bytes: number, tail: string): Generator<Buffer> {
  yield Buffer.from(`${before}\n${head}`);
  // Always the same memory: what is held of it is the reader's own.
  const chunk = Buffer.alloc(MiB, filling);
  for (let left = bytes; left > 0; left -= MiB) yield chunk;
  yield Buffer.from(`${tail}\n${after}\n`);
}

interface Outcome {
  readonly messages: readonly string[];
  readonly problems: readonly Problem[];
  /** More than at the start, at most. */
  readonly heldBytes: number;
}

async function read(source: Readable): Promise<Outcome> {
  const messages: string[] = [];
  const problems: Problem[] = [];
  const atStart = process.memoryUsage.rss();
  let most = atStart;
  const options = {
    stdin: source,
    onProblem: (problem: Problem) => void problems.push(problem),
    onProgress: () => {
      most = Math.max(most, process.memoryUsage.rss());
    },
  };
  for await (const batch of readLogs(["-"], options)) messages.push(...batch.map(({ message }) => message));
  return { messages, problems, heldBytes: most - atStart };
}

describe("without end", () => {
  it.each([
    [
      "a line of 2 GB",
      "",
      "x",
      2_048 * MiB,
      "",
      /^skipped a line or event of more than 1 MiB, .* \(byte 33\)$/,
    ],
    [
      "a string in a document",
      '{"a":"',
      "x",
      128 * MiB,
      '"}',
      /^skipped a JSON document of more than 8 MiB without a list of events/,
    ],
    [
      "an event in a list",
      '{"events":[{"timestamp":1773457923000,"message":"',
      "x",
      128 * MiB,
      '"}]}',
      /^skipped an event of more than 8 MiB/,
    ],
    [
      "a cell",
      '@timestamp,@message\n2026-03-14 03:12:03.000,"',
      "x",
      64 * MiB,
      '"',
      /^a quote in this CSV row is never closed/,
    ],
    ["depth", "", "[", 64 * MiB, "", /^skipped a line or event of more than 1 MiB/],
  ])("%s is skipped with one message", async (_, head, filling, bytes, tail, message) => {
    const { messages, problems, heldBytes } = await read(Readable.from(endless(head, filling, bytes, tail)));
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
    expect(messages[0]).toBe(before);
    expect(heldBytes).toBeLessThan(maxHeldBytes);
  });

  it("what is behind it is read", async () => {
    for (const [head, tail] of [
      ["", ""],
      ['{"a":"', '"}'],
      ['{"events":[{"timestamp":1773457923000,"message":"', '"}]}'],
    ] as const) {
      const { messages } = await read(Readable.from(endless(head, "x", 16 * MiB, tail)));
      expect(messages).toEqual([before, after]);
    }
  });

  it("gzip that decompresses to 1 GB is read as it comes", async () => {
    const source = Readable.from(endless("", "x", 1_024 * MiB, "")).pipe(createGzip({ level: 9 }));
    const { messages, heldBytes } = await read(source);
    expect(messages).toEqual([before, after]);
    expect(heldBytes).toBeLessThan(maxHeldBytes);
  });
});
