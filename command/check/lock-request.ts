/** The options of `outcrop check` about the lock. */
import { existsSync } from "node:fs";
import { readText } from "../../check/inputs/shared/read-json.ts";
import type { LockFile, LockRequest } from "../../check/lock/compare-lock.ts";
import { lockName } from "../../core/lock/lock.ts";
import { maxLockLength, readLock } from "../../core/lock/read-lock.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { UsageError } from "../shared/usage.ts";

export const lockHelp = `  --locked            fail if a function's layers differ from its lock: the ${lockName}
                      at the top of its code, else the one in the current folder
  --lock FILE         the same, with the lock in FILE`;

export const lockOptions = {
  locked: { type: "boolean", default: false },
  lock: { type: "string" },
} as const;

export interface LockValues {
  readonly locked: boolean;
  readonly lock?: string | undefined;
}

/** Null where no lock is asked for. @throws UsageError for a lock that cannot be used */
export function lockRequest({ locked, lock }: LockValues, isSingle: boolean): LockRequest | null {
  if (lock !== undefined) return { file: lockFile("--lock", lock), isNamed: true, isSingle };
  if (!locked) return null;
  const file = existsSync(lockName) ? lockFile("--locked", lockName) : null;
  return { file, isNamed: false, isSingle };
}

function lockFile(option: string, path: string): LockFile {
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
