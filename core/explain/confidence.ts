/**
 * How sure a cause is. The kind of evidence that links a finding to an error sets the highest level, each
 * contradiction takes levels off, and what is left decides. With nothing left the finding is not a cause.
 *
 * | evidence | level at most |
 * |---|---|
 * | proved: the error went when the collision was repaired | certain |
 * | mechanism: the loader names the finding, or the code lacks the name that the error names | high |
 * | circumstance: the finding's package is in the code that failed | medium |
 * | lead: the finding is near, and a healthy function has such findings too | low |
 * | hint: the same, and most often it is meant | none by itself |
 */
export type Grade = "proved" | "mechanism" | "circumstance" | "lead" | "hint";

export type Confidence = "certain" | "high" | "medium" | "low";

const levels = ["low", "medium", "high", "certain"] as const satisfies readonly Confidence[];

const levelOfGrade = { proved: 4, mechanism: 3, circumstance: 2, lead: 1, hint: 0 } as const satisfies Record<
  Grade,
  number
>;

/** What speaks against a finding as the cause of an error. */
export type Contradiction =
  /** The missing name is in the code of the copy that won. */
  | { readonly kind: "name-present"; readonly name: string }
  /** The error names something that the importer does not take from this package. */
  | { readonly kind: "other-name"; readonly name: string }
  /** The expression that failed calls other packages. */
  | { readonly kind: "other-package"; readonly packages: readonly string[] }
  /** Outcrop looked at the code when the error was thrown, and does not name this finding. */
  | { readonly kind: "judged-otherwise" }
  /** The error names a method of JavaScript's own values: the value may have come from anywhere. */
  | { readonly kind: "built-in-name"; readonly name: string }
  /** The error names something that may have come from elsewhere. */
  | { readonly kind: "unknown-name"; readonly name: string }
  /** Code threw the error on purpose: packages that work refuse values in this way. */
  | { readonly kind: "on-purpose" }
  /** Nothing shows that something of the one copy came to the other. */
  | { readonly kind: "apart" }
  /** The error came from outside the process: a network, or a service that was called. */
  | { readonly kind: "foreign"; readonly name: string }
  /** The importer's range accepts the copy that won. */
  | { readonly kind: "asked-for"; readonly range: string | null };

const levelsTaken = {
  // Found in the text, which need not export it: for a person to check.
  "name-present": 0,
  "other-name": 2,
  "other-package": 2,
  "judged-otherwise": 2,
  "built-in-name": 1,
  "unknown-name": 1,
  "on-purpose": 1,
  apart: 1,
  foreign: 3,
  "asked-for": 1,
} as const satisfies Record<Contradiction["kind"], number>;

/** From 4, certain, down to 0 or less: not a cause. */
export function levelOf(grade: Grade, against: readonly Contradiction[]): number {
  return against.reduce<number>((level, { kind }) => level - levelsTaken[kind], levelOfGrade[grade]);
}

/** @returns null where the level is 0 or less */
export function confidenceAt(level: number): Confidence | null {
  return level < 1 ? null : (levels[Math.min(level, levels.length) - 1] ?? null);
}
