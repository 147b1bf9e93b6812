/** A sign and a style for each word of an incident, as page/signs.ts has them for severities. */
import type { Severity } from "../../../core/findings/finding.ts";
import { type Sign, severitySigns } from "../../../page/signs.ts";
import type { Analysis, ChangeKind, Confidence, TimelineEntry } from "../../analysis/analysis.ts";

const verdictSigns: Readonly<Record<Analysis["answer"]["verdict"], Sign>> = {
  collision: { sign: "▲", style: "error" },
  "no-collision": { sign: "○", style: "calm" },
  "nothing-failed": { sign: "✓", style: "good" },
  "no-data": { sign: "?", style: "calm" },
};

/** Of a collision that only circumstances speak for. */
const unsureSign: Sign = { sign: "◆", style: "warning" };

export function signOfVerdict({ verdict, confidence }: Analysis["answer"]): Sign {
  return verdict === "collision" && confidence === "low" ? unsureSign : verdictSigns[verdict];
}

/** Of four steps. */
export const confidenceSteps: Readonly<Record<Confidence, number>> = {
  certain: 4,
  high: 3,
  medium: 2,
  low: 1,
};

/** Hollow where it ends. One object for each, so that equal signs are known as equal. */
const findingSigns: Readonly<Record<"finding-first" | "finding-last", Readonly<Record<Severity, Sign>>>> = {
  "finding-first": severitySigns,
  "finding-last": {
    error: { sign: "△", style: "error" },
    warning: { sign: "◇", style: "warning" },
    info: severitySigns.info,
  },
};

/** A mark of a finding is as loud as the finding. */
export function signOf(entry: TimelineEntry, causes: Analysis["causes"]): Sign {
  if (entry.kind !== "finding-first" && entry.kind !== "finding-last") return momentSigns[entry.kind];
  const severity = causes[entry.index]?.severity;
  return (severity !== undefined && findingSigns[entry.kind][severity]) || momentSigns[entry.kind];
}

const momentSigns: Readonly<Record<TimelineEntry["kind"], Sign>> = {
  "finding-first": { sign: "▲", style: "warning" },
  "finding-last": { sign: "△", style: "warning" },
  fingerprint: { sign: "○", style: "calm" },
  deploy: { sign: "●", style: "calm" },
  "runtime-update": { sign: "■", style: "calm" },
  "error-first": { sign: "✕", style: "error" },
  "error-last": { sign: "×", style: "error" },
  gap: { sign: "…", style: "calm" },
  timeout: { sign: "✕", style: "error" },
};

export const changeSigns: Readonly<Record<ChangeKind, string>> = {
  added: "+",
  removed: "−",
  version: "≠",
  root: "→",
  path: "→",
};
