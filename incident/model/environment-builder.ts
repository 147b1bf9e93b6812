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
import { EarlyInvocations } from "./early-invocations.ts";
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
  readonly codes: Set<string>;
  copies: readonly Copy[] | null;
  /** The number of reported copies when they last did not match the fingerprint. */
  tried: number;
}

const maxFingerprints = 100;
const maxCodes = 20;
/** Where lines are missing no set adds up: then it is not tried again at every invocation. */
const maxVainTries = 32;
const maxEnvironmentFindings = 1_000;

/** The fingerprint by an invocation's line, and how many invocations it adds. */
export interface Invoked {
  /** Null while no line before it has one. */
  readonly fingerprint: string | null;
  readonly invocations: number;
}

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
  /** Lines of invocations without news: they have no fingerprint. */
  quiet = 0;
  sawColdStart = false;
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** The settled copies, and the number of each later copy with the time of its first report. */
  #settled: readonly Copy[] = [];
  readonly #reported = new Map<number, number>();
  #vainTries = 0;
  readonly #periods = new Map<string, Period>();
  readonly #early = new EarlyInvocations();
  /** Invocations of shared lines that no report of the platform's has named. */
  #unreported = 0;
  /** Reports that no shared line has accounted for. */
  #unshared = 0;
  readonly #findings = new Map<string, ObservedFinding>();

  readonly #counted: (fingerprint: string | null, at: number, invocations: number) => void;

  /** @param counted receives the invocations whose fingerprint was not known when their line came */
  constructor(
    { environment, functionName, functionVersion }: Stamp,
    place: Place,
    counted: (fingerprint: string | null, at: number, invocations: number) => void,
  ) {
    this.#counted = counted;
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

  /**
   * A line without a fingerprint has that of the line before. An export may be sorted backwards: then it is
   * counted when that line comes.
   */
  invocation(line: LineOf<"invocation">, at: number, copies: Copies): Invoked {
    const invocations = 1 + this.#shared(line.further);
    this.invocations += invocations;
    if (line.failed) this.failed++;
    if (line.coldStart) this.sawColdStart = true;
    if (line.endedBy === "unobserved") this.unobserved += invocations;
    this.announcedFindings += line.newFindings;
    if (line.fingerprint === null) {
      this.quiet++;
      const [fingerprint, period] = this.#periodBy(at) ?? [null, null];
      if (period === null) this.#early.add(at, invocations);
      else count(period, at, invocations);
      return { fingerprint, invocations };
    }
    const period = this.#periodOf(line.fingerprint, at);
    if (period === null) return { fingerprint: line.fingerprint, invocations };
    count(period, at, invocations);
    if (line.failed) period.failed++;
    if (line.codeFingerprint !== null && period.codes.size < maxCodes) period.codes.add(line.codeFingerprint);
    this.#countEarly(line.fingerprint, period, at);
    if (period.copies === null) this.#settle(line.fingerprint, period, copies);
    return { fingerprint: line.fingerprint, invocations };
  }

  /**
   * An invocation that only the platform reports, since it has no line of its own.
   * @returns whether it adds one to those of the lines, and its fingerprint
   */
  silentInvocation(at: number, failed: boolean): Invoked {
    const fingerprint = this.#fingerprintSince(at);
    // A failure always has its own line, so it is in no shared one.
    if (!failed && this.#unreported > 0) {
      this.#unreported--;
      return { fingerprint, invocations: 0 };
    }
    if (!failed) this.#unshared++;
    this.invocations++;
    if (failed) this.failed++;
    const period = fingerprint === null ? undefined : this.#periods.get(fingerprint);
    if (period === undefined) return { fingerprint: null, invocations: 1 };
    period.until = Math.max(period.until, at);
    period.invocations++;
    if (failed) period.failed++;
    return { fingerprint, invocations: 1 };
  }

  /** The lines from before the first one with a fingerprint: as far as these logs go, nothing else was loaded. */
  end(): void {
    const [fingerprint, period] = [...this.#periods].reduce<[string, Period] | null>(
      (first, entry) => (first === null || entry[1].since < first[1].since ? entry : first),
      null,
    ) ?? [null, null];
    this.#countEarly(fingerprint, period, Number.NEGATIVE_INFINITY);
  }

  #countEarly(fingerprint: string | null, period: Period | null, since: number): void {
    for (const [at, invocations] of this.#early.since(since)) {
      if (period !== null) count(period, at, invocations);
      this.#counted(fingerprint, at, invocations);
    }
  }

  /** How many invocations of a line are not counted yet by the platform's reports. */
  #shared(further: number): number {
    const reported = Math.min(further, this.#unshared);
    this.#unshared -= reported;
    this.#unreported += further - reported;
    return further - reported;
  }

  /** The last period that began by then. */
  #periodBy(at: number): [fingerprint: string, Period] | null {
    let last: [string, Period] | null = null;
    for (const entry of this.#periods)
      if (entry[1].since <= at && (last === null || entry[1].since >= last[1].since)) last = entry;
    return last;
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
    const counts = { invocations: 0, failed: 0, copies: null, tried: -1 };
    const period: Period = { since: at, until: at, codes: new Set(), ...counts };
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
    return periods.map(([fingerprint, { copies: settled, tried: _, codes, ...period }], index) => {
      const origin = firstInvocations.of(`${this.functionName}\n${fingerprint}`);
      const known = { fingerprint, codeFingerprints: [...codes], ...period, origin };
      if (settled !== null) return { ...known, copies: settled };
      // Copies are reported just before the line of the invocation that loaded them.
      const by = this.#reportedBy(period.since);
      // Times may be missing or coarse. Then the copies reported before the next change count, if their hash
      // matches.
      const next = periods[index + 1]?.[1].since ?? Number.POSITIVE_INFINITY;
      const whole =
        copies.setAddingUpTo(fingerprint, by, this.#settled) ??
        copies.setAddingUpTo(fingerprint, this.#reportedBy(next - 1), this.#settled);
      return { ...known, copies: whole ?? copies.setOf(by, this.#settled) };
    });
  }

  #reportedBy(at: number): number[] {
    return [...this.#reported].flatMap(([number, told]) => (told <= at ? [number] : []));
  }
}

function count(period: Period, at: number, invocations: number): void {
  period.since = Math.min(period.since, at);
  period.until = Math.max(period.until, at);
  period.invocations += invocations;
}
