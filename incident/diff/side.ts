/**
 * What one function loaded, on one side: the set of copies that most of its invocations ran with, the newest
 * of equals. Environments begin with less and go on loading, so neither the first nor the last set says what
 * is usual.
 */
import type { Environment, Load } from "../model/model.ts";

export interface Side {
  readonly functionName: string;
  readonly functionVersion: string;
  /** One of those that loaded this. */
  readonly environment: string;
  readonly load: Load;
  /** Of all environments with this fingerprint. */
  readonly invocations: number;
  /** Other fingerprints of the function. */
  readonly others: number;
}

/** By function; those without an invocation line of Outcrop's are in no side. */
export function sidesOf(environments: readonly Environment[]): readonly Side[] {
  const functions = Map.groupBy(environments, ({ functionName }) => functionName);
  return [...functions.values()]
    .flatMap((own) => sideOf(own) ?? [])
    .sort((a, b) => (a.functionName < b.functionName ? -1 : 1));
}

function sideOf(environments: readonly Environment[]): Side | null {
  const sets = new Map<string, Side>();
  for (const { id, functionName, functionVersion, loads } of environments) {
    for (const load of loads) {
      const known = sets.get(load.fingerprint);
      const invocations = (known?.invocations ?? 0) + load.invocations;
      // The same fingerprint is the same code; the environment with most of its lines, and the newest of
      // those, represents it.
      const better =
        known === undefined || load.copies.length > known.load.copies.length || load.until > known.load.until;
      const base =
        better && load.copies.length >= (known?.load.copies.length ?? 0)
          ? { functionName, functionVersion, environment: id, load }
          : known;
      if (base !== undefined) sets.set(load.fingerprint, { ...base, invocations, others: 0 });
    }
  }
  const [most] = [...sets.values()].sort(
    (a, b) => b.invocations - a.invocations || b.load.until - a.load.until,
  );
  return most === undefined ? null : { ...most, others: sets.size - 1 };
}
