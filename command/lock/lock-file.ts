/** Reads the lock that an option names. */
import { readText } from "../../check/inputs/shared/read-json.ts";
import type { LockFile } from "../../check/lock/compare-lock.ts";
import { maxLockLength, readLock } from "../../core/lock/read-lock.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { UsageError } from "../shared/usage.ts";

/** Says on stderr what of it cannot be used. @throws UsageError where it is not a lock */
export function readLockFile(option: string, path: string): LockFile {
  let text: string;
  try {
    text = readText(path, maxLockLength);
  } catch (error) {
    throw new UsageError(`${option}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { lock, problems } = readLock(text);
  for (const problem of lock === null ? [] : problems)
    process.stderr.write(`outcrop: ${plainText(`${path} ${problem}`)}\n`);
  if (lock === null) throw new UsageError(`${option}: ${path} ${problems.join(", ")}`);
  return { path, lock };
}
