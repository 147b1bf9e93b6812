/**
 * What the journal has reported up to now: input for the analysis, and the few other facts that lines need.
 */

import { Askers } from "../core/explain/askers.ts";
import { loadErrorOf } from "../core/explain/load-error.ts";
import type { Analysis } from "../core/findings/engine/analysis.ts";
import type { EndMark } from "../core/journal/end-mark.ts";
import type {
  ExitRecord,
  FailureRecord,
  JournalRecord,
  ResolutionRecord,
  ThreadRecord,
} from "../core/journal/records.ts";
import type { JournalReader } from "./journal-reader.ts";

const keptLoads = 10;
const notedInAStep = 200;

/** What one reading of the journal added. */
export interface News {
  readonly failures: readonly FailureRecord[];
  /** The exit of the process. */
  readonly exit: ExitRecord | null;
  /** The threads that ended by themselves with an exit code other than 0. */
  readonly ended: ReadonlySet<number>;
  readonly resolutions: readonly ResolutionRecord[];
}

export class Observation {
  readonly analysis: Analysis;
  readonly #reader: JournalReader;
  readonly #report: (problem: string) => void;
  readonly #failures = new Map<number, FailureRecord>();
  /** The record of the main thread; null until the shim has written it. */
  #main: ThreadRecord | null = null;
  #shimMs: number | null = null;
  #lastLoads: ResolutionRecord[] = [];
  readonly #askers = new Askers();
  readonly #serving = new Set<number>();

  constructor(reader: JournalReader, analysis: Analysis, report: (problem: string) => void) {
    this.#reader = reader;
    this.analysis = analysis;
    this.#report = report;
  }

  get main(): ThreadRecord | null {
    return this.#main;
  }

  /** The threads that have asked for an invocation: the main one, many on Managed Instances. */
  get serving(): ReadonlySet<number> {
    return this.#serving;
  }

  /** What the shim has cost the main thread so far, in milliseconds. */
  get shimMs(): number | null {
    return this.#shimMs;
  }

  /** The last paths resolved, oldest first. */
  get lastLoads(): readonly string[] {
    return this.#lastLoads.map(({ path }) => path);
  }

  /**
   * Importers by directory: the copies whose code has imported from the copy in this directory, or tried to.
   */
  usersOf(copy: string): ReadonlySet<string> {
    const asked = this.#askers.of(copy).map((importer) => this.analysis.copyOf(importer).path);
    return new Set([...this.analysis.usersOf(copy), ...asked]);
  }

  failure(ordinal: number): FailureRecord | undefined {
    return this.#failures.get(ordinal);
  }

  mark(mark: EndMark): void {
    this.#shimMs = mark.shimMs;
    if (!mark.journalWhole)
      this.#report(
        "the shim could not write to the journal; modules loaded since are not recorded (is /tmp full?)",
      );
  }

  /**
   * Reads what is new since the last call, in steps.
   * @param until the journal's length up to which to read; null for all of it
   */
  *reading(until: number | null): Generator<void, News> {
    const failures: FailureRecord[] = [];
    const resolutions: ResolutionRecord[] = [];
    let exit: ExitRecord | null = null;
    const ended = new Set<number>();
    // A later record can revoke an earlier one, so nothing is judged before all are read.
    const fetched: JournalRecord[] = [];
    for (const records of this.#reader.reading(until)) {
      fetched.push(...records);
      yield;
    }
    let noted = 0;
    for (const record of withLoadsOnly(fetched)) {
      if (record.tag === "thread" && record.thread === 0) this.#main = record;
      this.analysis.observe(record);
      this.#note(record);
      if (record.tag === "failure") failures.push(record);
      else if (record.tag === "resolution") resolutions.push(record);
      else if (record.tag === "exit") {
        if (record.exitCode !== 0) ended.add(record.thread);
        if (record.thread === 0) exit = record;
      }
      if (++noted % notedInAStep === 0) yield;
    }
    return { failures, exit, ended, resolutions };
  }

  #note(record: JournalRecord): void {
    switch (record.tag) {
      case "resolution":
        this.#askers.add(record);
        this.#lastLoads.push(record);
        if (this.#lastLoads.length > 2 * keptLoads) this.#lastLoads = this.#lastLoads.slice(-keptLoads);
        break;
      case "failure":
        this.#failures.set(record.ordinal, record);
        this.#noteLoadError(record);
        break;
      case "ready":
        this.#serving.add(record.thread);
        break;
      case "exit":
        if (record.thread === 0) this.#shimMs = record.shimMs;
        break;
      case "full":
        this.#report("the journal reached its limit; modules loaded since are not recorded");
        break;
    }
  }

  #noteLoadError(failure: FailureRecord): void {
    const missed = loadErrorOf(failure, this.#lastLoads);
    if (missed !== null) this.analysis.observe(missed);
  }
}

/** Marks the resolutions that loaded nothing as only resolved. */
function withLoadsOnly(records: readonly JournalRecord[]): JournalRecord[] {
  const kept: JournalRecord[] = [];
  for (const record of records) {
    if (record.tag !== "not-loaded") {
      kept.push(record);
      continue;
    }
    const at = kept.findLastIndex(
      (earlier) =>
        earlier.tag === "resolution" && earlier.thread === record.thread && earlier.path === record.path,
    );
    const resolution = kept[at];
    if (resolution?.tag === "resolution") kept[at] = { ...resolution, how: "require.resolve" };
  }
  return kept;
}
