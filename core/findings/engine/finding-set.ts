import type { OnProblem } from "../../layout/problem.ts";
import type { Finding, FindingCode } from "../finding.ts";
import { findingKinds } from "../finding.ts";
import type { Verdict } from "../rule/rule.ts";
import { type Severity, severityOrder } from "../rule/severity.ts";
import { type Acceptance, acceptanceOf } from "./accept.ts";

const maxFindings = 1_000;

/** The findings in force: one per problem, through however many importers it is seen. */
export class FindingSet {
  readonly #accept: readonly Acceptance[];
  readonly #onProblem: OnProblem;
  readonly #byKey = new Map<string, Finding>();
  readonly #fresh = new Set<string>();
  #full = false;

  constructor(accept: readonly Acceptance[], onProblem: OnProblem) {
    this.#accept = accept;
    this.#onProblem = onProblem;
  }

  /**
   * Takes a verdict in and returns the finding's key, null when the limit keeps it out. An importer counts
   * once per call: the caller passes each once.
   */
  add(code: FindingCode, { identity, ...verdict }: Verdict<unknown>): string | null {
    const key = [code, ...identity].join(" ");
    const known = this.#byKey.get(key);
    if (known === undefined && this.#byKey.size >= maxFindings) {
      this.#sayFull(verdict.package);
      return null;
    }
    const acceptance = acceptanceOf(this.#accept, code, verdict.package);
    const severity = acceptance === undefined ? verdict.severity : "info";
    const importers = (known?.importers ?? 0) + (verdict.importer == null ? 0 : 1);
    if (known !== undefined && severityOrder[severity] >= severityOrder[known.severity]) {
      this.#byKey.set(key, { ...known, importers });
      return key;
    }
    // The rule ties code and evidence together; the spread loses that tie.
    this.#byKey.set(key, {
      loser: null,
      importer: null,
      range: null,
      ...verdict,
      code,
      key,
      severity,
      importers,
      accepted: acceptance?.reason ?? null,
    } as Finding);
    this.#fresh.add(key);
    return key;
  }

  /** One more module ran into it. */
  seenByAnother(key: string): void {
    const known = this.#byKey.get(key);
    if (known !== undefined) this.#byKey.set(key, { ...known, importers: known.importers + 1 });
  }

  get all(): readonly Finding[] {
    return [...this.#byKey.values()];
  }

  /** Replaces what proves a finding by what more was found out. */
  amend(key: string, evidence: Finding["evidence"]): void {
    const known = this.#byKey.get(key);
    if (known !== undefined) this.#byKey.set(key, { ...known, evidence } as Finding);
  }

  /** New, or more severe, since the last time they were taken. */
  get fresh(): readonly Finding[] {
    return [...this.#fresh].flatMap((key) => this.#byKey.get(key) ?? []);
  }

  takeFresh(): readonly Finding[] {
    const { fresh } = this;
    this.#fresh.clear();
    return fresh;
  }

  counts(atLeast: Severity): Record<FindingCode, number> {
    const counts = Object.fromEntries(Object.keys(findingKinds).map((code) => [code, 0])) as Record<
      FindingCode,
      number
    >;
    for (const { code, severity, accepted } of this.#byKey.values()) {
      if (accepted === null && severityOrder[severity] <= severityOrder[atLeast]) counts[code]++;
    }
    return counts;
  }

  #sayFull(packageName: string): void {
    if (this.#full) return;
    this.#full = true;
    this.#onProblem({
      path: packageName,
      what: `is past the limit of ${maxFindings} findings; this and later findings are not reported`,
    });
  }
}
