/** What the shim writes: the journal, and the mark at its end. */
import { ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "../../../core/journal/codec.ts";
import { decodeEndMark, encodeEndMark } from "../../../core/journal/end-mark.ts";
import type { JournalRecord } from "../../../core/journal/records.ts";
import { JournalReader } from "../../../extension/journal-reader.ts";
import { lineOf } from "../../support/written-failure.ts";
import type { Target } from "../target.ts";
import { decoder, sizeOf, words } from "./support.ts";

const journalPath = join(tmpdir(), `outcrop-fuzz-${process.pid}`);
let journalFile: number | undefined;

/** The descriptor outlives the file's name, as the extension's does. */
function emptyFile(): number {
  if (journalFile === undefined) {
    journalFile = openSync(journalPath, "w+");
    rmSync(journalPath);
  }
  ftruncateSync(journalFile, 0);
  return journalFile;
}

/** What a message says is missing is read from its text, which a record no longer has. */
function again(record: JournalRecord | null): JournalRecord | null {
  if (record?.tag !== "failure") return record;
  const causes = record.causes.map((cause) => ({ ...cause, missing: null }));
  return { ...record, missing: null, thrown: null, causes };
}

export const journal: Target = {
  name: "journal",
  share: 0.04,
  maxBytes: 80_000,
  words: words(
    '["r",0,',
    '["f",0,"invoke",1,null,["TypeError\\n\\na.b is not a function\\nat f (/a.js:1:1)",',
    '["t",0,',
    '["N",0,',
    '"require"',
    "null]",
    "\n",
    "]",
    '"',
    "1e999",
    "\\u0000",
  ),
  operations: { base: 30_000, perByte: 5 },
  size: { base: 2_000, perByte: 40 },
  run(input) {
    const file = emptyFile();
    let complaints = 0;
    const reader = new JournalReader(file, () => complaints++);
    // As it comes: in two pieces, the second cut off from the first anywhere.
    const half = input.length >> 1;
    writeSync(file, input, 0, half, 0);
    const records = reader.read();
    writeSync(file, input, half, input.length - half, half);
    records.push(...reader.read());
    // The reader would swallow what decode throws.
    for (const line of decoder.decode(input).split("\n")) decode(line);
    for (const record of records) {
      const line = lineOf(record);
      if (JSON.stringify(again(decode(line.trimEnd()))) !== JSON.stringify(again(record)))
        throw new Error(`not read back as it was: ${line}`);
    }
    return sizeOf(records) + complaints;
  },
};

export const endMark: Target = {
  name: "end-mark",
  share: 0.052,
  maxBytes: 512,
  words: words("[1,", "null,", '"id",', "1]", "1e999", " ".repeat(64)),
  operations: { base: 1_000, perByte: 1 },
  size: { base: 400, perByte: 3 },
  run(input) {
    const mark = decodeEndMark(decoder.decode(input));
    if (mark !== null && JSON.stringify(decodeEndMark(encodeEndMark(mark))) === "null")
      throw new Error("an invalid mark when written");
    return sizeOf(mark);
  },
};
