/**
 * One failure may show as several errors: what was thrown, the name that Lambda's client gives it, and the
 * platform's report that the process ended. An error that says nothing by itself takes over the suspects of
 * another error of the same invocation, or of the same init.
 */
import type { DistinctError } from "../model/model.ts";
import type { Suspect } from "./suspect.ts";
import type { LinkedError } from "./suspects.ts";

/** An init's errors have no request in common; they are written within this time. */
const sameInitMs = 2_000;

export function withSameInvocation(errors: readonly LinkedError[]): readonly LinkedError[] {
  const byPlace = new Map<string, LinkedError[]>();
  for (const linked of errors.filter(explained)) {
    for (const place of placesOf(linked.error)) byPlace.set(place, [...(byPlace.get(place) ?? []), linked]);
  }
  return errors.map((linked) => {
    if (explained(linked) || !saysNothing(linked)) return linked;
    const [other] = placesOf(linked.error).flatMap((place) => byPlace.get(place) ?? []);
    return other === undefined
      ? linked
      : { ...linked, suspects: other.suspects.map((suspect) => takenOver(suspect, other.error)) };
  });
}

function explained({ suspects }: LinkedError): boolean {
  return suspects.some(({ level }) => level > 0);
}

function saysNothing({ error: { kind }, frames }: LinkedError): boolean {
  return kind === "exit" || ((kind === "init" || kind === "error") && frames.length === 0);
}

function placesOf({ kind, examples }: DistinctError): string[] {
  return examples.flatMap(({ requestId, environment, origin: { at } }) => {
    if (requestId !== null) return [`request ${requestId}`];
    if (environment === null || at === null || (kind !== "init" && kind !== "exit")) return [];
    const slot = Math.floor(at / sameInitMs);
    return [`init ${environment} ${slot}`, `init ${environment} ${slot + 1}`];
  });
}

function takenOver(suspect: Suspect, { name }: DistinctError): Suspect {
  return {
    ...suspect,
    grade: suspect.grade === "mechanism" ? "circumstance" : suspect.grade,
    mechanism: null,
    level: Math.min(suspect.level, 2),
    link: { kind: "same-invocation", error: name, link: suspect.link },
  };
}
