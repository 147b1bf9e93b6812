/** Failures as the shim writes them, and as they are read. */
import { encode } from "../../core/journal/codec.ts";
import type { CauseRecord, FailureRecord, JournalRecord, WrittenRecord } from "../../core/journal/records.ts";

/** What a failure is without anything that its message or its causes add. */
export const plainFailure = { missing: null, thrown: null, causes: [] } as const;

/** The record as the shim would write it. What a message said is missing is not written again. */
export function written(record: JournalRecord): WrittenRecord {
  if (record.tag !== "failure") return record;
  const { tag, thread, phase, ordinal, message, causes } = record;
  return { tag, thread, phase, ordinal, message, errors: [record, ...causes].map(linesOf) };
}

/** The line of the journal. */
export function lineOf(record: JournalRecord): string {
  return encode(written(record));
}

function linesOf({ name, code, frames }: CauseRecord | FailureRecord): string {
  return [name, code ?? "", "", ...frames].join("\n");
}
