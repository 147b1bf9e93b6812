/**
 * What Outcrop said of an error in its `failure` line. It saw the journal, so it knows who asked for what
 * never loaded.
 */
import { nothingSeen } from "../../core/explain/texts.ts";
import type { Finding } from "../../core/findings/finding.ts";
import type { DistinctError, Environment, ObservedFinding } from "../model/model.ts";
import { wentWrong } from "./crash.ts";
import type { Suspect } from "./suspect.ts";
import { asSentence, sentences } from "./words.ts";

/** @param known the findings in force, by key */
export function toldSuspects(
  { told }: DistinctError,
  known: ReadonlyMap<string, ObservedFinding>,
): Suspect[] {
  if (told === null) return [];
  const findings = [...known.values()];
  return told.findings.flatMap((text, index) => {
    const tie =
      index === 0
        ? "Outcrop named it when the error was thrown."
        : "Outcrop named it, after another, when the error was thrown.";
    return findings
      .filter(({ finding }) => nameOf(finding) === text)
      .map((observed): Suspect => {
        const explanation = index === 0 ? told.explanation : sentences(tie, asSentence(observed.message));
        return {
          key: observed.finding.key,
          observed,
          strength: wentWrong(observed) ? "strong" : "fair",
          tie,
          explanation,
        };
      });
  });
}

/** What Outcrop explained it by, where that finding's own line is not in these logs. */
export function toldAlone({ told }: DistinctError, environments: readonly Environment[]): string | null {
  const blamed = told?.findings[0];
  if (
    told === null ||
    blamed === undefined ||
    told.explanation === "" ||
    told.explanation.startsWith(nothingSeen)
  )
    return null;
  const isSeen = environments.some(({ findings }) =>
    findings.some(({ finding }) => nameOf(finding) === blamed),
  );
  return isSeen ? null : told.explanation;
}

/** Each once, in the order of Outcrop's own, with what the frames say of its tie, and in Outcrop's words. */
export function withTold(told: readonly Suspect[], others: readonly Suspect[]): Suspect[] {
  const found = new Map<string, Suspect>();
  for (const suspect of told) {
    const { tie, strength } = others.find(({ key }) => key === suspect.key) ?? suspect;
    if (!found.has(suspect.key)) found.set(suspect.key, { ...suspect, tie, strength });
  }
  for (const suspect of others) if (!found.has(suspect.key)) found.set(suspect.key, suspect);
  return [...found.values()];
}

/** As a `failure` line names it. */
function nameOf({ code, package: name }: Finding): string {
  return `${code} ${name}`;
}
