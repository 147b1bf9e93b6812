/**
 * Why a process died that was killed together with its extension: a native file whose load began and never
 * ended. That extension could not report it. The process's journal survived in /tmp.
 */
import { closeSync } from "node:fs";
import type { JournalRecord, NativeStartRecord, ThreadRecord } from "../core/journal/records.ts";
import { openLeftJournal } from "./journal-files.ts";
import { JournalReader } from "./journal-reader.ts";

/**
 * The main thread's own record and the loads during which it died. Empty if the process died of another
 * cause, or if nothing remains.
 */
export function lastWords(sysroot: string): readonly JournalRecord[] {
  const file = openLeftJournal(sysroot);
  if (file === null) return [];
  let main: ThreadRecord | null = null;
  const pending = new Map<string, NativeStartRecord>();
  for (const records of new JournalReader(file, () => {}).reading(null)) {
    for (const record of records) {
      if (record.tag === "thread" && record.thread === 0) main = record;
      else if (record.tag === "native-start") pending.set(`${record.thread} ${record.path}`, record);
      else if (record.tag === "native-end") pending.delete(`${record.thread} ${record.path}`);
    }
  }
  closeSync(file);
  return main === null || pending.size === 0 ? [] : [main, ...pending.values()];
}
