/**
 * One failure may be told as several errors: what was thrown, how Lambda's client names it, and the
 * platform's word that the process ended. What says nothing of its own takes over the suspects of another
 * error of the same invocation, or of the same init.
 */
import type { DistinctError } from "../model/model.ts";
import type { Suspect } from "./suspect.ts";
import type { TiedError } from "./suspects.ts";
import { sentences } from "./words.ts";

/** An init's errors have no request in common; they are written within this time. */
const SAME_INIT_MS = 2_000;

export function withSameInvocation(errors: readonly TiedError[]): readonly TiedError[] {
  const byPlace = new Map<string, TiedError[]>();
  for (const tied of errors.filter(({ suspects }) => suspects.length > 0)) {
    for (const place of placesOf(tied.error)) byPlace.set(place, [...(byPlace.get(place) ?? []), tied]);
  }
  return errors.map((tied) => {
    if (tied.suspects.length > 0 || !saysNothing(tied)) return tied;
    const [other] = placesOf(tied.error).flatMap((place) => byPlace.get(place) ?? []);
    return other === undefined
      ? tied
      : { ...tied, suspects: other.suspects.map((suspect) => takenOver(suspect, other.error)) };
  });
}

function saysNothing({ error: { kind }, frames }: TiedError): boolean {
  return kind === "exit" || ((kind === "init" || kind === "error") && frames.length === 0);
}

function placesOf({ kind, examples }: DistinctError): string[] {
  return examples.flatMap(({ requestId, environment, origin: { at } }) => {
    if (requestId !== null) return [`request ${requestId}`];
    if (environment === null || at === null || (kind !== "init" && kind !== "exit")) return [];
    const slot = Math.floor(at / SAME_INIT_MS);
    return [`init ${environment} ${slot}`, `init ${environment} ${slot + 1}`];
  });
}

function takenOver(suspect: Suspect, { name }: DistinctError): Suspect {
  const tie = `It ended the same invocation as ${name}, which is tied to it.`;
  return {
    ...suspect,
    strength: suspect.strength === "strong" ? "fair" : suspect.strength,
    tie,
    explanation: sentences(tie, suspect.explanation),
  };
}
