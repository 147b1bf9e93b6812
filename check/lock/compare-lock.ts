/**
 * A function next to its lock. The lock is the one that a person names, else the one at the top of the
 * function's code, which is what production reads, else the one of the folder in which the command runs.
 */
import { functionInLock } from "../../core/lock/function-in-lock.ts";
import { type Lock, lockName } from "../../core/lock/lock.ts";
import { maxLockLength, readLock } from "../../core/lock/read-lock.ts";
import type { FunctionInput } from "../lambda/function-input.ts";
import { treeFiles } from "../lambda/tree-files.ts";
import { type Drift, driftOf } from "./drift.ts";
import { lockFunction } from "./lock-function.ts";

export interface LockFile {
  /** As a person wrote it. */
  readonly path: string;
  readonly lock: Lock;
}

export interface LockRequest {
  /** Null where neither a person nor the folder names one. */
  readonly file: LockFile | null;
  /** The lock in the function's code does not count. */
  readonly isNamed: boolean;
  /** One function is checked: the lock is its own, also by another name. */
  readonly isSingle: boolean;
}

export interface LockReport {
  /** The lock that it was compared with; null if it has none. */
  readonly file: string | null;
  readonly drift: readonly Drift[];
  /** Whether all of its layers were compared. */
  readonly isWhole: boolean;
}

export interface ComparedLock {
  /** Null where the lock cannot be used. */
  readonly report: LockReport | null;
  /** A sentence each. */
  readonly unjudged: readonly string[];
}

const decoder = new TextDecoder();

/** Total for bad content. */
export function compareLock(input: FunctionInput, request: LockRequest): ComparedLock {
  const own = request.isNamed ? null : ownLock(input);
  const problems = (own?.problems ?? []).map((problem) => `The lock of its code, ${lockName}, ${problem}.`);
  if (own !== null && own.lock === null) return { report: null, unjudged: problems };
  const file = own?.lock ? { path: `${lockName} in its code`, lock: own.lock } : request.file;
  const isOwn = own !== null || request.isSingle;
  const named = file?.lock.functions.get(input.name) ?? null;
  const locked = file !== null && isOwn ? functionInLock(file.lock, input.name) : named;
  const state = lockFunction(input);
  const { drift, unknown } = driftOf(state, locked, file?.lock.layers ?? new Map());
  return {
    report: { file: file?.path ?? null, drift, isWhole: state.unread.length + unknown.length === 0 },
    unjudged: [
      ...problems,
      ...state.unread,
      ...unknown.map(
        (label) => `The lock does not say what is in the layer ${label}, so it was not compared.`,
      ),
    ],
  };
}

function ownLock({ task }: FunctionInput): ReturnType<typeof readLock> | null {
  const content = treeFiles(task).readFile(lockName, maxLockLength);
  if (content === null) return null;
  return content.truncated
    ? { lock: null, problems: ["is larger than 8 MiB"] }
    : readLock(decoder.decode(content.bytes));
}
