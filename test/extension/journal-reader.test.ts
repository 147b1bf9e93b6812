import { appendFileSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encode, maxLineBytes } from "../../core/journal/codec.ts";
import { maxJournalBytes } from "../../core/journal/location.ts";
import type { FailureRecord, JournalRecord } from "../../core/journal/records.ts";
import { JournalReader } from "../../extension/journal-reader.ts";

let folder: string;
let path: string;
let problems: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
  path = join(folder, "journal");
  writeFileSync(path, "");
  problems = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const reader = (): JournalReader =>
  new JournalReader(openSync(path, "r"), (problem) => problems.push(problem));
const load = (n: number): Exclude<JournalRecord, FailureRecord> => ({
  tag: "native-start",
  thread: 0,
  path: `/opt/${n}é.node`,
});

describe("the journal's reader", () => {
  it("gives each record once, as the journal grows", () => {
    const journal = reader();
    expect(journal.read()).toEqual([]);
    appendFileSync(path, encode(load(1)) + encode(load(2)));
    expect(journal.read()).toEqual([load(1), load(2)]);
    appendFileSync(path, encode(load(3)));
    expect(journal.read()).toEqual([load(3)]);
    expect(journal.read()).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("waits for the rest of a line, wherever it was cut", () => {
    const bytes = Buffer.from(encode(load(1)) + encode(load(2)));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 5 }), (cuts) => {
        writeFileSync(path, "");
        const journal = reader();
        const read: JournalRecord[] = [];
        const edges = [...new Set([0, ...cuts, bytes.length])].sort((a, b) => a - b);
        for (const [i, edge] of edges.entries()) {
          appendFileSync(path, bytes.subarray(edge, edges[i + 1] ?? edge));
          read.push(...journal.read());
        }
        expect(read).toEqual([load(1), load(2)]);
      }),
      { numRuns: 50 },
    );
  });

  it("reads on when the file's name is gone", () => {
    const journal = reader();
    appendFileSync(path, encode(load(1)));
    rmSync(path);
    expect(journal.read()).toEqual([load(1)]);
    expect(problems).toEqual(["the journal was removed from /tmp; it is still written and read"]);
  });

  it("skips junk and loses nothing else", () => {
    appendFileSync(path, `${encode(load(1))}\u0000\u0001junk\n{"a":\n${encode(load(2))}`);
    expect(reader().read()).toEqual([load(1), load(2)]);
    expect(new Set(problems)).toEqual(
      new Set(["the journal has lines that are not records; they are skipped"]),
    );
  });

  it("skips a line that is longer than any record, in bounded memory", () => {
    appendFileSync(path, encode(load(1)));
    for (let i = 0; i < 40; i++) appendFileSync(path, "x".repeat(maxLineBytes));
    appendFileSync(path, `\n${encode(load(2))}`);
    expect(reader().read()).toEqual([load(1), load(2)]);
    expect(problems).toEqual(["the journal has a line that is longer than any record; it is skipped"]);
  });

  it("starts over when the journal was cut", () => {
    const journal = reader();
    appendFileSync(path, encode(load(1)) + encode(load(2)));
    journal.read();
    truncateSync(path, 0);
    appendFileSync(path, encode(load(3)));
    expect(journal.read()).toEqual([load(3)]);
    expect(problems).toEqual(["the journal was cut; records in the lost part are missing"]);
  });

  it("stops there too when the journal is cut and filled again and again", () => {
    const journal = reader();
    const megabyte = `${`${"x".repeat(32_767)}\n`.repeat(32)}${encode(load(1))}`;
    let records = 0;
    for (let i = 0; i < 20; i++) {
      truncateSync(path, 0);
      records += journal.read().length;
      appendFileSync(path, megabyte);
      records += journal.read().length;
    }
    expect(records).toBe(Math.floor((maxJournalBytes + maxLineBytes) / megabyte.length));
    expect(problems).toContain("the journal is larger than the shim writes; the rest is not read");
  });

  it("stops where the shim would have stopped", () => {
    truncateSync(path, 10 * maxJournalBytes);
    appendFileSync(path, `\n${encode(load(1))}`);
    const journal = reader();
    expect(journal.read()).toEqual([]);
    expect(problems).toContain("the journal is larger than the shim writes; the rest is not read");
    expect(journal.read()).toEqual([]);
  });
});
