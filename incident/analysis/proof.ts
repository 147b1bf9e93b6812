/**
 * What `outcrop prove` found outside the logs: with some findings repaired, the error goes. That is the
 * strongest evidence there is, and what speaks against the finding does not count any more.
 */
import type { DistinctError } from "../model/model.ts";
import type { Fleet } from "./fleet.ts";
import { inForce } from "./in-force.ts";
import { type Suspect, suspectOf } from "./suspect.ts";
import type { LinkedError } from "./suspects.ts";

export interface Proof {
  /** Of a function that timed out: `timeout`. */
  readonly error: { readonly name: string; readonly code: string | null };
  /** Paths are those of the running function; null where the finding has no such copy. */
  readonly findings: readonly {
    readonly code: string;
    readonly package: string;
    readonly winner: string | null;
    readonly loser: string | null;
  }[];
}

const certain = 4;

export function withProof(linked: LinkedError, { error, findings }: Proof, fleet: Fleet): LinkedError {
  if (!isSame(linked.error, error)) return linked;
  const known = inForce(fleet.of(linked.error).environments, linked.error, () => true);
  const proved = [...known.values()].filter(({ finding: { code, package: name, winner, loser } }) =>
    findings.some(
      (one) =>
        one.code === code &&
        one.package === name &&
        one.winner === (winner?.path ?? null) &&
        one.loser === (loser?.path ?? null),
    ),
  );
  const keys = new Set(proved.map(({ finding }) => finding.key));
  const suspects: Suspect[] = linked.suspects.filter(({ observed }) => !keys.has(observed.finding.key));
  const first = proved.map((observed) => suspectOf(observed, "proved", certain, { kind: "replay" }));
  return { ...linked, suspects: [...first, ...suspects] };
}

function isSame({ kind, name, code }: DistinctError, error: Proof["error"]): boolean {
  if (kind === "timeout") return error.name === "timeout";
  return name === error.name && (code === null || error.code === null || code === error.code);
}
