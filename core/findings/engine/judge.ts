import type { OnProblem } from "../../layout/problem.ts";
import { rulesFor } from "../finding.ts";
import type { SubjectKind, Subjects } from "../rule/subjects.ts";
import type { World } from "../rule/world.ts";
import type { FindingSet } from "./finding-set.ts";

const maxSubjects = 50_000;

interface Seen {
  readonly findings: string[];
  readonly importers: Set<string>;
}

/** Lets the rules judge each subject once, and counts the importers that run into it later. */
export class Judge {
  readonly #world: World;
  readonly #findings: FindingSet;
  readonly #onProblem: OnProblem;
  /** Subject -> its findings and the importers counted in them; null where it was judged and has none. */
  readonly #subjects = new Map<string, Seen | null>();
  readonly #saidOnce = new Set<string>();

  constructor(world: World, findings: FindingSet, onProblem: OnProblem) {
    this.#world = world;
    this.#findings = findings;
    this.#onProblem = onProblem;
  }

  /**
   * Takes the subject in, to be judged now or later; false where it was seen before, which counts the
   * importer in.
   */
  isNew(key: string, importer: string | null): boolean {
    const known = this.#subjects.get(key);
    if (known === undefined) {
      if (this.#subjects.size < maxSubjects) {
        this.#subjects.set(key, { findings: [], importers: new Set(importer === null ? [] : [importer]) });
        return true;
      }
      return this.sayOnce(
        "journal",
        `names more than ${maxSubjects} problems to judge; further ones are not judged`,
      );
    }
    if (known !== null && importer !== null && !known.importers.has(importer)) {
      known.importers.add(importer);
      for (const finding of known.findings) this.#findings.seenByAnother(finding);
    }
    return false;
  }

  /** `key` is that of `isNew`; null for a subject that may be judged again and has no importer. */
  judge<Kind extends SubjectKind>(kind: Kind, subject: Subjects[Kind], key: string | null): void {
    const seen = key === null ? null : this.#subjects.get(key);
    for (const rule of rulesFor(kind)) {
      try {
        for (const verdict of rule.judge(subject, this.#world)) {
          const finding = this.#findings.add(rule.code, verdict);
          if (finding !== null) seen?.findings.push(finding);
        }
      } catch (error) {
        // Rules are total; should one not be, the others still answer.
        this.sayOnce(
          rule.code,
          `could not be judged: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    if (key === null || seen == null) return;
    if (seen.findings.length === 0) this.#subjects.set(key, null);
    // The verdicts counted the first importer; the others came while the subject waited.
    for (let others = seen.importers.size; others > 1; others--)
      for (const finding of seen.findings) this.#findings.seenByAnother(finding);
  }

  sayOnce(path: string, what: string): false {
    const problem = `${path} ${what}`;
    if (!this.#saidOnce.has(problem)) this.#onProblem({ path, what });
    this.#saidOnce.add(problem);
    return false;
  }
}
