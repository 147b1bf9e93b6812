/**
 * The line (major version) of Node that environments ran on, and errors that came with another one. What a
 * line removes breaks code that no collision touches, and its runtime brings other packages: environments of
 * another line are nothing to compare with.
 */
import type { DistinctError, Environment } from "../model/model.ts";
import type { Fleet } from "./fleet.ts";
import { isKnown } from "./known-time.ts";

export interface LineChange {
  readonly from: number;
  readonly to: number;
}

/** Below this many invocations on the other line, that none had the error says little. */
const fewInvocations = 3;

/** Null where neither INIT_START nor Outcrop's line names it. */
export function nodeLineOf({ runtimeVersion, facts }: Environment): number | null {
  const line =
    /^nodejs:(\d{2})\b/.exec(runtimeVersion ?? "") ?? /^v?(\d{2})\./.exec(facts?.nodeVersion ?? "");
  return line === null ? null : Number(line[1]);
}

/**
 * The error is in environments of one line only, and before its first environment of that line the function
 * ran on another one without it.
 */
export function lineChangeOf(error: DistinctError, fleet: Fleet): LineChange | null {
  const { environments, certain } = fleet.of(error);
  const lines = new Set(environments.map(nodeLineOf));
  const [to = null] = lines;
  if (!certain || lines.size !== 1 || to === null) return null;
  const names = new Set(environments.map(({ functionName }) => functionName));
  const all = [...names].flatMap((name) => fleet.ofFunction(name));
  const began = all.reduce(
    (first, one) => (nodeLineOf(one) === to ? Math.min(first, one.first) : first),
    Number.POSITIVE_INFINITY,
  );
  const others = all.filter(
    (one) => isKnown(one.first) && one.first < began && (nodeLineOf(one) ?? to) !== to,
  );
  const invocations = others.reduce((sum, one) => sum + one.invocations, 0);
  const last = others.reduce<Environment | null>(
    (latest, one) => (latest === null || one.first >= latest.first ? one : latest),
    null,
  );
  const from = last === null ? null : nodeLineOf(last);
  return from === null || invocations < fewInvocations ? null : { from, to };
}
