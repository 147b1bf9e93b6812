/**
 * One environment, put together from its lines in whatever order they come (an export may be sorted
 * backwards):
 * 1. Each copy is kept with the time it was reported at, each fingerprint with the times and counts of its
 *    invocations.
 * 2. In the end the fingerprints are put in order of their first invocation. What was loaded under one is
 *    what had been reported by then.
 * 3. The fingerprint is a hash of what was loaded, so a set of copies that does not hash to it is known to be
 *    incomplete. One that does, when the invocation's line comes, is settled at once: all environments that
 *    loaded the same then share it.
 */
import type { Copies } from "./copies.ts";
import type { FirstOrigins } from "./first-origins.ts";
import type { LineOf, Stamp } from "./line.ts";
import type { Copy, Environment, EnvironmentFacts, Load, ObservedFinding } from "./model.ts";

export interface Place {
  readonly logGroup: string | null;
  readonly logStream: string | null;
}

export interface Runtime {
  readonly version: string | null;
  readonly arn: string | null;
}

interface Period {
  since: number;
  until: number;
  invocations: number;
  failed: number;
  copies: readonly Copy[] | null;
  /** The number of reported copies when they last did not match the fingerprint. */
  tried: number;
}

const maxFingerprints = 100;
/** Where lines are missing no set adds up: then it is not tried again at every invocation. */
const maxVainTries = 32;
const maxEnvironmentFindings = 1_000;

export class EnvironmentBuilder {
  readonly id: string;
  readonly functionName: string;
  readonly functionVersion: string;
  place: Place;
  runtime: Runtime | null = null;
  facts: EnvironmentFacts | null = null;
  shutdown: Environment["shutdown"] = null;
  /** What invocation lines say was new, against the lines that came. */
  announcedFindings = 0;
  findingLines = 0;
  /** As the shutdown line counts them. */
  announcedInvocations: number | null = null;
  invocations = 0;
  failed = 0;
  unobserved = 0;
  sawColdStart = false;
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** The settled copies, and the number of each later copy with the time of its first report. */
  #settled: readonly Copy[] = [];
  readonly #reported = new Map<number, number>();
  #vainTries = 0;
  readonly #periods = new Map<string, Period>();
  readonly #findings = new Map<string, ObservedFinding>();

  constructor({ environment, functionName, functionVersion }: Stamp, place: Place) {
    this.id = environment;
    this.functionName = functionName;
    this.functionVersion = functionVersion;
    this.place = { logGroup: place.logGroup, logStream: place.logStream };
  }

  /** Another export may name what the first did not. */
  placeAt({ logGroup, logStream }: Place): void {
    if (this.place.logStream === null && logStream !== null) this.place = { logGroup, logStream };
  }

  seenAt(at: number): void {
    this.first = Math.min(this.first, at);
    this.last = Math.max(this.last, at);
  }

  get copies(): number {
    return this.#settled.length + this.#reported.size;
  }

  resolution(number: number, at: number): void {
    this.#reported.set(number, Math.min(at, this.#reported.get(number) ?? at));
  }

  finding(observed: ObservedFinding): void {
    this.findingLines++;
    if (this.#findings.size < maxEnvironmentFindings) this.#findings.set(observed.finding.key, observed);
  }

  invocation(line: LineOf<"invocation">, at: number, copies: Copies): void {
    this.invocations++;
    if (line.failed) this.failed++;
    if (line.coldStart) this.sawColdStart = true;
    if (line.endedBy === "unobserved") this.unobserved++;
    this.announcedFindings += line.newFindings;
    const period = this.#periodOf(line.fingerprint, at);
    if (period === null) return;
    period.since = Math.min(period.since, at);
    period.until = Math.max(period.until, at);
    period.invocations++;
    if (line.failed) period.failed++;
    if (period.copies === null) this.#settle(line.fingerprint, period, copies);
  }

  /**
   * An invocation that only the platform reports: with OUTCROP_EMIT=on-change an invocation with nothing new
   * has no line. Returns its fingerprint.
   */
  silentInvocation(at: number, failed: boolean): string | null {
    this.invocations++;
    if (failed) this.failed++;
    const fingerprint = this.#fingerprintSince(at);
    const period = fingerprint === null ? undefined : this.#periods.get(fingerprint);
    if (period === undefined) return null;
    period.until = Math.max(period.until, at);
    period.invocations++;
    if (failed) period.failed++;
    return fingerprint;
  }

  /** The last that began by then, or else the first: an invocation without a line loaded nothing new. */
  #fingerprintSince(at: number): string | null {
    const periods = [...this.#periods].sort(([, left], [, right]) => left.since - right.since);
    return (periods.findLast(([, { since }]) => since <= at) ?? periods[0])?.[0] ?? null;
  }

  #periodOf(fingerprint: string, at: number): Period | null {
    const known = this.#periods.get(fingerprint);
    if (known !== undefined) return known;
    if (this.#periods.size >= maxFingerprints) return null;
    const period: Period = { since: at, until: at, invocations: 0, failed: 0, copies: null, tried: -1 };
    this.#periods.set(fingerprint, period);
    return period;
  }

  #settle(fingerprint: string, period: Period, copies: Copies): void {
    if (period.tried === this.copies || this.#vainTries >= maxVainTries) return;
    period.tried = this.copies;
    const set = copies.setAddingUpTo(fingerprint, [...this.#reported.keys()], this.#settled);
    if (set === null) {
      this.#vainTries++;
      return;
    }
    period.copies = set;
    // What an earlier period had loaded is worked out from the times in the end.
    if ([...this.#periods.values()].some((other) => other.copies === null)) return;
    this.#settled = set;
    this.#reported.clear();
  }

  /** The fingerprint in force at a time: an invocation's line comes after all that happened in it. */
  fingerprintAt(at: number): string | null {
    let next: [fingerprint: string, until: number] | null = null;
    for (const [fingerprint, { until }] of this.#periods)
      if (until >= at && (next === null || until < next[1])) next = [fingerprint, until];
    return next?.[0] ?? this.#fingerprintSince(at);
  }

  build(
    copies: Copies,
    firstInvocations: FirstOrigins<string>,
  ): { readonly environment: Environment; readonly incomplete: boolean } {
    const loads = this.#loads(copies, firstInvocations);
    const incomplete =
      this.copies > 0 &&
      loads.some(({ fingerprint, copies: set }) => copies.fingerprintOf(set) !== fingerprint);
    const environment: Environment = {
      id: this.id,
      functionName: this.functionName,
      functionVersion: this.functionVersion,
      logGroup: this.place.logGroup,
      logStream: this.place.logStream,
      runtimeVersion: this.runtime?.version ?? null,
      runtimeVersionArn: this.runtime?.arn ?? null,
      facts: this.facts,
      // Without any time, as the model has it.
      first: Number.isFinite(this.first) ? this.first : 0,
      last: Number.isFinite(this.last) ? this.last : 0,
      loads,
      findings: [...this.#findings.values()].sort((left, right) => left.at - right.at),
      invocations: this.invocations,
      failed: this.failed,
      shutdown: this.shutdown,
    };
    return { environment, incomplete };
  }

  #loads(copies: Copies, firstInvocations: FirstOrigins<string>): Load[] {
    const periods = [...this.#periods].sort(([, left], [, right]) => left.since - right.since);
    return periods.map(([fingerprint, { copies: settled, tried: _, ...period }], index) => {
      const origin = firstInvocations.of(`${this.functionName}\n${fingerprint}`);
      if (settled !== null) return { fingerprint, copies: settled, ...period, origin };
      // Copies are reported just before the line of the invocation that loaded them.
      const by = this.#reportedBy(period.since);
      // Times may be missing or coarse. Then the copies reported before the next change count, if their hash
      // matches.
      const next = periods[index + 1]?.[1].since ?? Number.POSITIVE_INFINITY;
      const whole =
        copies.setAddingUpTo(fingerprint, by, this.#settled) ??
        copies.setAddingUpTo(fingerprint, this.#reportedBy(next - 1), this.#settled);
      return { fingerprint, copies: whole ?? copies.setOf(by, this.#settled), ...period, origin };
    });
  }

  #reportedBy(at: number): number[] {
    return [...this.#reported].flatMap(([number, told]) => (told <= at ? [number] : []));
  }
}
