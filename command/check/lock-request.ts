/** The options of `outcrop check` about the lock. */
import { existsSync } from "node:fs";
import type { LockRequest } from "../../check/lock/compare-lock.ts";
import { lockName } from "../../core/lock/lock.ts";
import { readLockFile } from "../lock/lock-file.ts";

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
  if (lock !== undefined) return { file: readLockFile("--lock", lock), isNamed: true, isSingle };
  if (!locked) return null;
  const file = existsSync(lockName) ? readLockFile("--locked", lockName) : null;
  return { file, isNamed: false, isSingle };
}
