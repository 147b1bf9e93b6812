/**
 * The engine the extension drives. `observe` only keeps records; `settle` turns what was kept since the last
 * time into subjects, in this order, and lets the rules judge them:
 * 1. resolutions (resolutions.ts), and families torn across roots where one has a new tie;
 * 2. the copies in bundles (bundles.ts);
 * 3. failed resolutions, once all that succeeded are known (failed-resolutions.ts);
 * 4. native loads that ended, once all that succeeded are known, and programs that could not be run;
 * 5. pairs of copies of one package, and copies that ran in two formats: asked again whenever anything was
 *    loaded, since a later peer declaration can make one worse;
 * 6. copies new in a layer (layers.ts);
 * 7. copies new in a layer, and those that a lock has, compared with the lock (locked-copies.ts);
 * 8. once, when it was asked for: native files that were not loaded yet;
 * 9. what the importing modules of new findings miss in the copy that they got.
 * Nothing observed: nothing computed.
 */
import type { CopyTexts } from "../../explain/code/copy-text.ts";
import type { FileSystem } from "../../file-system.ts";
import type { JournalRecord, ResolutionRecord, ThreadRecord } from "../../journal/records.ts";
import type { BundleContents } from "../../layout/bundled/bundle-contents.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import { CountedFiles } from "../../layout/counted-files.ts";
import type { OnProblem } from "../../layout/problem.ts";
import type { Layout } from "../../layout/roots.ts";
import type { Finding, FindingCode } from "../finding.ts";
import { type Host, hostOf } from "../native/host.ts";
import type { Severity } from "../rule/severity.ts";
import type { Acceptance } from "./accept.ts";
import { Bundles } from "./bundles.ts";
import { EnvironmentWorld } from "./environment-world.ts";
import { Evaluations } from "./evaluations.ts";
import { FailedResolutions } from "./failed-resolutions.ts";
import { FamilyTies } from "./family-ties.ts";
import { FindingSet } from "./finding-set.ts";
import { Inventory, type LoadedCopy, type Totals } from "./inventory.ts";
import { Judge } from "./judge.ts";
import { Lacking } from "./lacking.ts";
import type { Inspection } from "./latent.ts";
import { Layers } from "./layers.ts";
import { LockedCopies, type Locking } from "./locked-copies.ts";
import { NativeIntake } from "./native-intake.ts";
import { Resolutions } from "./resolutions.ts";
import { Survival } from "./survival.ts";

export type { LoadedCopy, Totals } from "./inventory.ts";

export interface AnalysisOptions {
  readonly files: FileSystem;
  readonly layout: Layout;
  /** From outcrop.json; see accept.ts. */
  readonly accept: readonly Acceptance[];
  /** Absent: neither a lock nor the manifests of layers are read. */
  readonly locking?: Locking;
  /** Reported once per problem; never called from `observe`, except when its backlog is full. */
  readonly onProblem: OnProblem;
}

export interface Settlement {
  /** Copies first loaded since the last settling. */
  readonly copies: readonly LoadedCopy[];
  /** Findings that are new or have grown in severity since then. */
  readonly findings: readonly Finding[];
}

const maxBacklog = 100_000;

export class Analysis {
  readonly #files: CountedFiles;
  readonly #world: EnvironmentWorld;
  readonly #inventory: Inventory;
  readonly #findingSet: FindingSet;
  readonly #judge: Judge;
  readonly #lacking: Lacking;
  readonly #resolutionIntake: Resolutions;
  readonly #evaluations: Evaluations;
  readonly #survival = new Survival();
  readonly #ties: FamilyTies;
  readonly #bundles: Bundles;
  readonly #layers: Layers;
  readonly #lockedCopies: LockedCopies;
  /** In the order observed: a thread that begins again has evaluated nothing. */
  #resolutions: (ResolutionRecord | ThreadRecord)[] = [];
  readonly #failedResolutions: FailedResolutions;
  readonly #natives: NativeIntake;
  #inspection: Inspection | "done" | null = null;

  constructor({ files, layout, accept, locking, onProblem }: AnalysisOptions) {
    this.#files = new CountedFiles(files);
    this.#world = new EnvironmentWorld(this.#files, layout, onProblem, locking?.functionName);
    this.#inventory = new Inventory(this.#world, onProblem);
    this.#findingSet = new FindingSet(accept, onProblem);
    this.#judge = new Judge(this.#world, this.#findingSet, onProblem);
    this.#lacking = new Lacking(this.#world, this.#findingSet);
    this.#natives = new NativeIntake({
      world: this.#world,
      inventory: this.#inventory,
      judge: this.#judge,
      survival: this.#survival,
      bytesRead: () => this.#files.bytesRead,
      onProblem,
    });
    this.#failedResolutions = new FailedResolutions({
      inventory: this.#inventory,
      judge: this.#judge,
      survival: this.#survival,
    });
    this.#ties = new FamilyTies(this.#world);
    this.#evaluations = new Evaluations(this.#world.packages);
    this.#bundles = new Bundles(this.#inventory, this.#evaluations);
    this.#layers = new Layers(this.#judge);
    this.#lockedCopies = new LockedCopies(this.#world, this.#judge, locking ?? null, onProblem);
    this.#resolutionIntake = new Resolutions({
      world: this.#world,
      inventory: this.#inventory,
      evaluations: this.#evaluations,
      ties: this.#ties,
      judge: this.#judge,
    });
  }

  /** What the function's process runs on; null until its first record was observed. */
  get host(): Host | null {
    return this.#world.host;
  }

  get totals(): Totals {
    return this.#inventory.totals;
  }

  observe(record: JournalRecord): void {
    this.#survival.observe(record);
    switch (record.tag) {
      case "thread":
        if (this.#hasRoom()) this.#resolutions.push(record);
        if (record.thread === 0 || this.host === null) this.#world.processBegan(hostOf(record));
        break;
      case "resolution":
        if (this.#hasRoom()) this.#resolutions.push(record);
        break;
      case "unresolved":
        if (this.#hasRoom()) this.#failedResolutions.observe(record);
        this.#lockedCopies.observe(record);
        break;
      case "spawn":
      case "native-start":
      case "native-end":
      case "failure":
        if (this.#hasRoom()) this.#natives.observe(record);
        break;
    }
  }

  /** What a bundler packed into a file that the thread has loaded. */
  observeBundle(contents: BundleContents, thread: number): void {
    this.#bundles.observe(contents, thread);
  }

  /**
   * The thread, or without one the whole process, ended without a word: loads it had begun and not ended are
   * what it died in.
   */
  observeDeath(thread?: number): void {
    this.#natives.observeDeath(thread);
  }

  /** The next settling also looks at native files that were not loaded yet; once in an environment's life. */
  inspectLatent(inspection: Inspection): void {
    this.#inspection ??= inspection;
  }

  /** All of it at once. */
  settle(): Settlement {
    const steps = this.settling();
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /**
   * In steps, none of which takes long: a caller with other things to do stops between two of them. It hands
   * in no observation before the last step is done.
   */
  *settling(): Generator<void, Settlement> {
    const resolutions = this.#resolutions;
    const inspection = this.#inspection === "done" || this.host === null ? null : this.#inspection;
    const loaded = resolutions.length + this.#bundles.waiting;
    const hasNews = loaded + this.#failedResolutions.waiting > 0 || this.#natives.hasNews;
    if (!hasNews && inspection === null) {
      this.#survival.settled();
      return { copies: [], findings: [] };
    }
    this.#resolutions = [];
    yield* this.#settleResolutions(resolutions);
    yield* this.#bundles.settle();
    yield* this.#failedResolutions.settle();
    yield* this.#natives.settle();
    if (loaded > 0) yield* this.#settlePairs();
    if (inspection !== null) {
      this.#inspection = "done";
      yield* this.#natives.settleLatent(inspection);
    }
    this.#survival.settled();
    const copies = this.#inventory.takeFresh();
    yield* this.#layers.settle(copies);
    yield* this.#lockedCopies.settle(copies);
    yield* this.#lacking.addToFresh();
    return { copies, findings: this.#findingSet.takeFresh() };
  }

  /** Findings in force of at least this severity, per code; accepted ones do not count. */
  counts(atLeast: Severity = "info"): Record<FindingCode, number> {
    return this.#findingSet.counts(atLeast);
  }

  /** Every finding so far, accepted ones too. */
  get findings(): readonly Finding[] {
    return this.#findingSet.all;
  }

  /** The copy that a module belongs to. */
  copyOf(path: string): CopyRef {
    return this.#inventory.refOf(path);
  }

  /** The copies, by directory, whose code has imported from the one in this directory. */
  usersOf(copy: string): ReadonlySet<string> {
    return this.#world.usage.usersOf(copy);
  }

  /** What is in the code of copies. */
  get copyTexts(): CopyTexts {
    return this.#lacking.texts;
  }

  /** The first modules loaded from the copy in this directory. */
  modulesOf(copy: string): readonly string[] {
    return this.#world.usage.modulesOf(copy);
  }

  fingerprint(): string {
    return this.#inventory.fingerprint();
  }

  *#settleResolutions(records: readonly (ResolutionRecord | ThreadRecord)[]): Generator<void, void> {
    for (const record of records) {
      if (record.tag === "thread") {
        this.#evaluations.began(record.thread, record.pid);
        continue;
      }
      this.#failedResolutions.addSuccess(record);
      this.#resolutionIntake.add(record);
      yield;
    }
    yield* this.#resolutionIntake.judgeDue();
    for (const family of this.#ties.takeFresh()) {
      this.#judge.judge("family", family, null);
      yield;
    }
  }

  *#settlePairs(): Generator<void, void> {
    for (const { thread, first, copy } of this.#evaluations.pairs) {
      const firstRef = this.#inventory.copyAt(first);
      const copyRef = this.#inventory.copyAt(copy);
      if (firstRef !== null && copyRef !== null)
        this.#judge.judge("copy", { thread, first: firstRef, copy: copyRef }, null);
      yield;
    }
    for (const dual of this.#evaluations.formats.dual()) {
      const copy = this.#inventory.copyAt(dual.copy);
      if (copy !== null) this.#judge.judge("formats", { ...dual, copy }, null);
      yield;
    }
  }

  #hasRoom(): boolean {
    const backlog = this.#resolutions.length + this.#failedResolutions.waiting + this.#natives.waiting;
    return (
      backlog < maxBacklog ||
      this.#judge.sayOnce(
        "journal",
        `grew by more than ${maxBacklog} records between two readings; some were left out`,
      )
    );
  }
}
