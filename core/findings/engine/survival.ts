/**
 * What became of the code after a resolution failed. Of the records until the findings are settled:
 * 1. An error of the module loader that names what was asked for, and that ended an invocation, a thread or
 *    the process: it did not go on. An error that no one caught ended something only where its thread, or the
 *    process, ended after it. The same goes for an error of another kind that the module of a package threw
 *    which had asked: sharp and the loaders of napi-rs try several files, and then say in their own words
 *    that none is there.
 *    A process that ended by itself, with an exit code and with nothing between, did not go on either: some
 *    frameworks log what is missing and exit.
 * 2. The main thread asked for an invocation; or its thread ended by another error later: it went on. It also
 *    did where `require` failed and the same thread then asked for something else. An `import` resolves all
 *    that a module names before any of it runs, so what follows one proves nothing.
 * 3. A worker thread that lives, or ended well, went on: no thread outlives an error that no one caught.
 *
 * It was answered otherwise where the same importer then got a path in the package it had asked for, or that
 * package's own code was seen to ask: a resolve hook that the function registered catches the failure and
 * looks elsewhere.
 */
import type {
  FailureRecord,
  JournalRecord,
  ResolutionRecord,
  UnresolvedRecord,
} from "../../journal/records.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { joinPath, lastSegment, parentOf } from "../../layout/paths.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import { withoutVariant } from "../rules/shared/unresolved-grade.ts";

const maxFailures = 100;
/** Failed resolutions that an answer is looked for. */
const maxOpen = 200;
const maxUsers = 32;

/** A failed resolution, and what a path answers it by: a package's folder in it, or for a path its stem. */
interface Open {
  readonly record: UnresolvedRecord;
  readonly folder: string | null;
  readonly stem: string | null;
}

export class Survival {
  /** Thread -> when it was ready. */
  readonly #ready = new Map<number, number>();
  #count = 0;
  #failures: { readonly record: FailureRecord; readonly at: number }[] = [];
  /** Thread -> its exit code. */
  readonly #exits = new Map<number, number>();
  readonly #positions = new Map<UnresolvedRecord, number>();
  /** Thread -> the last record that its code made. */
  readonly #last = new Map<number, number>();
  #open: Open[] = [];
  readonly #answered = new Set<UnresolvedRecord>();

  observe(record: JournalRecord): void {
    const at = ++this.#count;
    switch (record.tag) {
      case "ready":
        this.#ready.set(record.thread, at);
        break;
      case "exit":
        this.#exits.set(record.thread, record.exitCode);
        break;
      case "failure":
        if (this.#failures.length < maxFailures) this.#failures.push({ record, at });
        break;
      case "unresolved":
        this.#last.set(record.thread, at);
        this.#positions.set(record, at);
        this.#askFor(record);
        break;
      case "resolution":
        this.#last.set(record.thread, at);
        if (this.#open.length > 0) this.#answer(record);
        break;
      case "native-start":
        this.#last.set(record.thread, at);
        break;
    }
  }

  /** Whether its thread went on without it. */
  wentOn(record: UnresolvedRecord): boolean {
    const { thread, how } = record;
    const at = this.#positions.get(record) ?? this.#count;
    if (this.wasFatal(record)) return false;
    if (this.#ready.has(thread) || this.#ended().some((one) => one.record.thread === thread && one.at > at))
      return true;
    if (how !== "import" && (this.#last.get(thread) ?? 0) > at) return true;
    return thread !== 0 && (this.#exits.get(thread) ?? 0) === 0;
  }

  /**
   * Whether it is known to have ended an invocation, a thread or the process: an error says so, or the
   * process ended by itself with nothing in between, as programs do that log and exit.
   */
  wasFatal(record: UnresolvedRecord): boolean {
    const { thread, specifier } = record;
    const at = this.#positions.get(record) ?? this.#count;
    const ended = this.#ended();
    if (ended.some(({ record: { message } }) => message !== null && names(message, specifier))) return true;
    if (ended.some((failure) => failure.at > at && gaveUp(failure.record, record))) return true;
    if (ended.some(({ record: { message } }) => message !== null && this.#namesAnother(message, record)))
      return true;
    const isLast = (this.#last.get(thread) ?? at) === at;
    const init = (this.#ready.get(thread) ?? 0) > at;
    return isLast && !init && (this.#exits.get(thread) ?? 0) !== 0 && ended.length === 0;
  }

  #ended(): readonly { readonly record: FailureRecord; readonly at: number }[] {
    return this.#failures.filter((failure) => this.#endedSomething(failure.record));
  }

  /**
   * Whether the thread went on after a native file failed in it: it asked for an invocation or for another
   * module, and no error ended anything since then. An error that comes later may be its own way to say so.
   */
  afterNative(thread: number, at: number): boolean {
    if (this.#harmed(thread, at)) return false;
    return this.#ready.has(thread) || (this.#last.get(thread) ?? 0) > at;
  }

  /** Whether an error ended something, and the thread had asked for nothing else since then. */
  isLast(thread: number, at: number): boolean {
    return this.#harmed(thread, at) && (this.#last.get(thread) ?? 0) <= at;
  }

  /**
   * Whether the thread went on after a program could not be run. Its end is recorded when the invocation is
   * over, behind the error that it may have led to.
   */
  afterSpawn(thread: number): boolean {
    return this.#ready.has(thread) && !this.#harmed(thread, 0);
  }

  /** Whether an error ended something, and the code of one of these packages threw it or passed it on. */
  harmedIn(copies: readonly string[]): boolean {
    // The function's own code is above all of its packages.
    const folders = copies.filter((copy) => placeInNodeModules(`${copy}/x`) !== null).slice(0, maxUsers);
    return this.#failures.some(
      ({ record }) =>
        this.#endedSomething(record) &&
        record.frames.some((frame) => folders.some((folder) => frame.includes(`${folder}/`))),
    );
  }

  /** How many records were observed. */
  get position(): number {
    return this.#count;
  }

  #harmed(thread: number, after: number): boolean {
    if ((this.#exits.get(thread) ?? 0) !== 0 || (this.#exits.get(0) ?? 0) !== 0) return true;
    return this.#failures.some(
      ({ record, at }) => record.thread === thread && at > after && this.#endedSomething(record),
    );
  }

  /** Whether the importer then got what it had asked for from elsewhere. */
  wasAnswered(record: UnresolvedRecord): boolean {
    return this.#answered.has(record);
  }

  /** What was observed so far belongs to records that were judged. */
  settled(): void {
    this.#failures = [];
    for (const thread of this.#exits.keys()) this.#ready.delete(thread);
    this.#exits.clear();
    this.#last.clear();
    this.#positions.clear();
    this.#open = [];
    this.#answered.clear();
  }

  /**
   * The message names another file that the same module asked for in this one's stead: the same host's, by
   * the end of its name. Loaders try a package, then a file next to them, and end with the last error.
   */
  #namesAnother(message: string, { importer, specifier }: UnresolvedRecord): boolean {
    const host = platformIn(specifier);
    if (host === null) return false;
    return [...this.#positions.keys()].some(
      (other) =>
        other.importer === importer &&
        platformIn(other.specifier) === host &&
        names(message, other.specifier),
    );
  }

  #endedSomething({ phase, thread }: FailureRecord): boolean {
    return phase === "invoke" || this.#exits.has(thread) || this.#exits.has(0);
  }

  #askFor(record: UnresolvedRecord): void {
    if (this.#open.length >= maxOpen) return;
    const { specifier, importer } = record;
    const bare = parseBareSpecifier(specifier);
    if (bare !== null) this.#open.push({ record, folder: `/${bare.package}/`, stem: null });
    else if (/^\.{0,2}\//.test(specifier)) {
      const stem = withoutVariant(joinPath(parentOf(importer ?? "") ?? "/", specifier));
      this.#open.push({ record, folder: null, stem });
    }
  }

  #answer({ thread, importer, path, specifier }: ResolutionRecord): void {
    this.#open = this.#open.filter(({ record, folder, stem }) => {
      if (record.thread !== thread) return true;
      const own = importer === record.importer && specifier !== record.specifier;
      const got = own && (folder === null ? withoutVariant(path) === stem : path.includes(folder));
      const asked =
        folder !== null && importer?.includes(folder) === true && record.importer?.includes(folder) !== true;
      if (got || asked) this.#answered.add(record);
      return !(got || asked);
    });
  }
}

/** `linux-x64-gnu` of `lightningcss-linux-x64-gnu` and of `../lightningcss.linux-x64-gnu.node` */
function platformIn(specifier: string): string | null {
  return /(?:^|[-./])(linux(?:musl)?-(?:x64|arm64)(?:-[a-z]+)?)(?:[/.]|$)/.exec(specifier)?.[1] ?? null;
}

function gaveUp({ thread, frames }: FailureRecord, asked: UnresolvedRecord): boolean {
  if (thread !== asked.thread || asked.importer === null || placeInNodeModules(asked.importer) === null)
    return false;
  return frames.find((frame) => !frame.includes("node:"))?.includes(asked.importer) === true;
}

/** As the loader writes them: the specifier, its package, or a path made of it; not those who asked. */
function names(message: string, specifier: string): boolean {
  const bare = parseBareSpecifier(specifier);
  const segment = lastSegment(specifier);
  // A name may have blanks.
  if (message.includes(`'${specifier}'`)) return true;
  const [said = ""] = message.split(/\nRequire stack:| imported from | from /);
  return said.split(/['"\s]+/).some((word) => {
    if (word === specifier) return true;
    if (bare === null) return lastSegment(word) === segment;
    return word === bare.package || word.includes(`/${bare.package}/`);
  });
}
