/**
 * The engine the extension drives. `observe` only keeps records; `settle` turns what was kept since the last time into subjects, in this order,
 * and lets the rules judge them:
 * 1. resolutions: each adds its module and copy; a bare one that left the importer's copy is a `resolution` subject, once per importing folder,
 *    package and winner;
 * 2. failed resolutions, once all that succeeded are known;
 * 3. native loads that ended, once all that succeeded are known;
 * 4. pairs of copies of one package, asked again whenever anything was loaded, since a later peer declaration can make one worse.
 * Nothing observed: nothing computed.
 */
import type { FileSystem } from "../file-system.ts";
import type { JournalRecord, NativeEndRecord, ResolutionRecord, ThreadRecord, UnresolvedRecord } from "../journal/records.ts";
import { parentOf } from "../layout/paths.ts";
import type { OnProblem } from "../layout/problem.ts";
import { reachOf } from "../layout/reach.ts";
import type { Layout } from "../layout/roots.ts";
import { parseBareSpecifier } from "../layout/specifier.ts";
import type { Acceptance } from "./accept.ts";
import { Evaluated } from "./evaluated.ts";
import type { CopyRef, Finding, FindingCode, Severity } from "./finding.ts";
import { Found } from "./found.ts";
import { type Host, hostOf } from "./host.ts";
import { Loaded, type LoadedCopy, type Totals } from "./loaded.ts";
import type { SubjectKind, Subjects } from "./rule.ts";
import { rulesFor } from "./rules.ts";
import { EnvironmentWorld } from "./world.ts";

export type { LoadedCopy, Totals } from "./loaded.ts";

export interface AnalysisOptions {
  readonly files: FileSystem;
  readonly layout: Layout;
  /** From outcrop.json; see accept.ts. */
  readonly accept: readonly Acceptance[];
  /** Told once per problem; never called from `observe`, except when its backlog is full. */
  readonly onProblem: OnProblem;
}

export interface Settled {
  /** Copies first loaded since the last settling. */
  readonly copies: readonly LoadedCopy[];
  /** Findings that are new or have grown in severity since then. */
  readonly findings: readonly Finding[];
}

type NativeOutcome = Omit<NativeEndRecord, "tag"> & { readonly died: boolean };

const MEANS = ["import", "require", "require.resolve"] as const;
const MAX_BACKLOG = 100_000;
const MAX_SUBJECTS = 50_000;

export class Analysis {
  readonly #world: EnvironmentWorld;
  readonly #loaded: Loaded;
  readonly #found: Found;
  readonly #evaluated = new Evaluated();
  readonly #onProblem: OnProblem;
  /** In the order observed: a thread that begins anew has evaluated nothing. */
  #resolutions: (ResolutionRecord | ThreadRecord)[] = [];
  #unresolved: UnresolvedRecord[] = [];
  #natives: NativeOutcome[] = [];
  /** Thread and path -> a load without an end. */
  readonly #pendingNatives = new Map<string, NativeOutcome>();
  readonly #copiesWithNatives = new Set<string>();
  /** Subject -> its findings and the importers counted in them; null where it has none. */
  readonly #subjects = new Map<string, { readonly keys: readonly string[]; readonly importers: Set<string> } | null>();
  readonly #saidOnce = new Set<string>();

  constructor({ files, layout, accept, onProblem }: AnalysisOptions) {
    this.#onProblem = onProblem;
    this.#world = new EnvironmentWorld(files, layout, onProblem);
    this.#loaded = new Loaded(this.#world, onProblem);
    this.#found = new Found(accept, onProblem);
  }

  /** What the function's process runs on; null until its first record was observed. */
  get host(): Host | null {
    return this.#world.host;
  }

  get totals(): Totals {
    return this.#loaded.totals;
  }

  observe(record: JournalRecord): void {
    switch (record.tag) {
      case "thread":
        if (this.#hasRoom()) this.#resolutions.push(record);
        if (record.thread === 0 || this.host === null) this.#world.meet(hostOf(record));
        break;
      case "resolution":
        if (this.#hasRoom()) this.#resolutions.push(record);
        break;
      case "unresolved":
        if (this.#hasRoom()) this.#unresolved.push(record);
        break;
      case "native-start":
        if (this.#hasRoom()) {
          const { thread, path } = record;
          this.#pendingNatives.set(`${thread} ${path}`, { thread, path, code: null, message: null, died: true });
        }
        break;
      case "native-end":
        this.#pendingNatives.delete(`${record.thread} ${record.path}`);
        if (this.#hasRoom()) this.#natives.push({ ...record, died: false });
        break;
    }
  }

  /** The thread, or without one the whole process, ended without a word: loads it had begun and not ended are what it died in. */
  observeDeath(thread?: number): void {
    for (const [key, native] of this.#pendingNatives) {
      if (thread !== undefined && native.thread !== thread) continue;
      this.#pendingNatives.delete(key);
      this.#natives.push(native);
    }
  }

  settle(): Settled {
    const resolutions = this.#resolutions;
    const unresolved = this.#unresolved;
    const natives = this.#natives;
    if (resolutions.length + unresolved.length + natives.length === 0) return { copies: [], findings: [] };
    this.#resolutions = [];
    this.#unresolved = [];
    this.#natives = [];
    const failed = new Set(unresolved.map(askedBy));
    const succeeded = new Set<string>();
    for (const record of resolutions) {
      if (record.tag === "thread") {
        this.#evaluated.began(record.thread, record.pid);
        continue;
      }
      if (failed.size > 0 && failed.has(askedBy(record))) succeeded.add(`${record.how} ${askedBy(record)}`);
      this.#settleResolution(record);
    }
    for (const record of unresolved) {
      // By the same means it is the resolution that led to the error, as with ERR_REQUIRE_ESM.
      const recovered = MEANS.some((how) => how !== record.how && succeeded.has(`${how} ${askedBy(record)}`));
      this.#settleUnresolved(record, recovered);
    }
    this.#settleNatives(natives);
    if (resolutions.length > 0) this.#settlePairs();
    return { copies: this.#loaded.takeFresh(), findings: this.#found.takeFresh() };
  }

  /** Findings in force of at least this severity, per code; accepted ones do not count. */
  counts(atLeast: Severity = "info"): Record<FindingCode, number> {
    return this.#found.counts(atLeast);
  }

  /** Every finding so far, accepted ones too. */
  get findings(): readonly Finding[] {
    return this.#found.all;
  }

  /** The copy that a module belongs to. */
  copyOf(path: string): CopyRef {
    return this.#loaded.refOf(path);
  }

  fingerprint(): string {
    return this.#loaded.fingerprint();
  }

  #settleResolution(record: ResolutionRecord): void {
    const { how, specifier, importer, path } = record;
    // A built-in has no copy, and what is no path has none that could be told.
    if (!path.startsWith("/")) return;
    const winner = how === "require.resolve" ? this.#loaded.refOf(path) : this.#loaded.add(record);
    if (winner === null) return;
    this.#evaluated.add(record, winner);
    const bare = parseBareSpecifier(specifier);
    const folder = importer === null ? null : parentOf(importer);
    if (bare === null || importer === null || folder === null) return;
    const from = this.#loaded.refOf(importer);
    if (from.path === winner.path) return;

    const key = `resolution ${folder} ${bare.package} ${winner.path}`;
    if (!this.#isNew(key, importer)) return;
    this.#world.usage.addUse(from.path, bare.package, winner.path);
    const { nodePath } = this.#world;
    const reach = reachOf({ importerDirectory: folder, bare, how, winner: path, nodePath }, this.#world);
    const link = reach?.link ?? null;
    const subject = { how, specifier, bare, importer, from, reach, winner: link === null ? winner : this.#loaded.linked(winner, link) };
    this.#judge("resolution", subject, key, importer);
  }

  #settleUnresolved({ how, specifier, importer, code }: UnresolvedRecord, recovered: boolean): void {
    const key = `unresolved ${importer ?? ""} ${specifier}`;
    if (!this.#isNew(key, importer)) return;
    const from = importer === null ? null : this.#loaded.refOf(importer);
    this.#judge("unresolved", { how, specifier, importer, from, code, recovered }, key, importer);
  }

  #settleNatives(natives: readonly NativeOutcome[]): void {
    for (const { path, code, died } of natives) {
      if (code === null && !died) this.#copiesWithNatives.add(this.#loaded.refOf(path).path);
    }
    for (const { path, code, message, died } of natives) {
      const outcome = died ? "died" : code === null ? "loaded" : "failed";
      const key = `native ${path} ${outcome}`;
      const copy = this.#loaded.refOf(path);
      const recovered = outcome === "failed" && this.#copiesWithNatives.has(copy.path);
      if (this.#isNew(key, null)) this.#judge("native", { path, copy, outcome, message, recovered }, key, null);
    }
  }

  #settlePairs(): void {
    for (const { thread, first, copy } of this.#evaluated.pairs) {
      const firstRef = this.#loaded.copyAt(first);
      const copyRef = this.#loaded.copyAt(copy);
      if (firstRef !== null && copyRef !== null) this.#judge("copy", { thread, first: firstRef, copy: copyRef }, null, null);
    }
  }

  /** Counts the importer in when the subject was judged before. */
  #isNew(key: string, importer: string | null): boolean {
    const known = this.#subjects.get(key);
    if (known === undefined)
      return (
        this.#subjects.size < MAX_SUBJECTS ||
        this.#sayOnce("journal", `names more than ${MAX_SUBJECTS} problems to judge; further ones are not judged`)
      );
    if (known !== null && importer !== null && !known.importers.has(importer)) {
      known.importers.add(importer);
      for (const finding of known.keys) this.#found.seenByAnother(finding);
    }
    return false;
  }

  #judge<Kind extends SubjectKind>(kind: Kind, subject: Subjects[Kind], key: string | null, importer: string | null): void {
    const keys: string[] = [];
    for (const rule of rulesFor(kind)) {
      try {
        for (const verdict of rule.judge(subject, this.#world)) {
          const finding = this.#found.add(rule.code, verdict);
          if (finding !== null) keys.push(finding);
        }
      } catch (error) {
        // Rules are total; should one not be, the others still answer.
        this.#sayOnce(rule.code, `could not be judged: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    if (key !== null) this.#subjects.set(key, keys.length === 0 ? null : { keys, importers: new Set(importer === null ? [] : [importer]) });
  }

  #hasRoom(): boolean {
    const backlog = this.#resolutions.length + this.#unresolved.length + this.#natives.length + this.#pendingNatives.size;
    return (
      backlog < MAX_BACKLOG || this.#sayOnce("journal", `grew by more than ${MAX_BACKLOG} records between two readings; some were left out`)
    );
  }

  #sayOnce(path: string, what: string): false {
    const problem = `${path} ${what}`;
    if (!this.#saidOnce.has(problem)) this.#onProblem({ path, what });
    this.#saidOnce.add(problem);
    return false;
  }
}

function askedBy({ importer, specifier }: ResolutionRecord | UnresolvedRecord): string {
  return `${importer ?? ""}\n${specifier}`;
}
