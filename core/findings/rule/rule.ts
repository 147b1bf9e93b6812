/** A rule is all that is known about one finding: its name, when it applies, and what to say about it. */
import type { CopyRef } from "../../layout/copy-ref.ts";
import type { Severity } from "./severity.ts";
import type { SubjectKind, Subjects } from "./subjects.ts";
import type { World } from "./world.ts";

export type Family = "shadowing" | "architecture";

/** The module that asked. */
export interface Importer {
  readonly path: string;
  readonly copy: CopyRef;
}

/** What a rule knows of one problem. */
export interface Verdict<Evidence> {
  readonly severity: Severity;
  /** The package it is about; where no package is involved, the copy the importer belongs to. */
  readonly package: string;
  readonly winner: CopyRef | null;
  readonly loser?: CopyRef | null;
  /** The first importer it was seen through. */
  readonly importer?: Importer | null;
  /** The importer's declared range, as its package.json writes it. */
  readonly range?: string | null;
  /** What proves it: plain data, with every path that a person needs to check it by hand. */
  readonly evidence: Evidence;
  /** What makes two verdicts of this code the same problem. */
  readonly identity: readonly string[];
}

/** A verdict that the engine took in: with a key, its importers counted, and known whether it is accepted. */
export interface FindingShape<Code extends string, Evidence>
  extends Required<Omit<Verdict<Evidence>, "identity">> {
  readonly code: Code;
  /** Equal keys are the same problem. Unique within an environment. */
  readonly key: string;
  /** Distinct importing modules it was seen through so far; 0 where no importer is known. */
  readonly importers: number;
  /** The reason given in outcrop.json; null where the finding is not accepted. */
  readonly accepted: string | null;
}

export interface Rule<Code extends string, Kind extends SubjectKind, Evidence> {
  /**
   * Never changes: it is the name of the rule's file and of its page in docs/findings, and in PascalCase the
   * name of its metric.
   */
  readonly code: Code;
  readonly family: Family;
  readonly subject: Kind;
  readonly title: string;
  /** The problems of one subject. Total: a bad file or name is never an error. */
  judge(subject: Subjects[Kind], world: World): readonly Verdict<Evidence>[];
  /** For a person on call: what was seen, with packages, versions, roots and paths. */
  message(finding: FindingShape<Code, Evidence>): string;
  /** What to do about it. */
  fix(finding: FindingShape<Code, Evidence>): string;
}

export function defineRule<const Code extends string, Kind extends SubjectKind, Evidence>(
  rule: Rule<Code, Kind, Evidence>,
): Rule<Code, Kind, Evidence> {
  return rule;
}
