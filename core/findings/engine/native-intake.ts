/**
 * Native files, from records to subjects: loads that ended or that the process died in, programs that could
 * not be run, and once, when it was asked for, files that were not loaded yet. A load that the function got
 * over is judged again when a later error quotes it.
 */
import type { JournalRecord, NativeEndRecord, SpawnRecord } from "../../journal/records.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import type { OnProblem } from "../../layout/problem.ts";
import { latentSubject, type NativeSubject } from "../native/native-subject.ts";
import type { EnvironmentWorld } from "./environment-world.ts";
import type { Inventory } from "./inventory.ts";
import type { Judge } from "./judge.ts";
import { type Inspection, latentFiles } from "./latent.ts";
import type { Survival } from "./survival.ts";
import { suspectsOf } from "./suspects.ts";

type Load = Omit<NativeEndRecord, "tag"> & {
  readonly died: boolean;
  /** How many records were observed before its end. */
  readonly at: number;
  /** An error that ended something quoted it. */
  readonly quoted: boolean;
};

export interface NativeIntakeParts {
  readonly world: EnvironmentWorld;
  readonly inventory: Inventory;
  readonly judge: Judge;
  readonly survival: Survival;
  readonly bytesRead: () => number;
  readonly onProblem: OnProblem;
}

const maxSurvived = 64;

export class NativeIntake {
  readonly #parts: NativeIntakeParts;
  #loads: Load[] = [];
  #spawns: SpawnRecord[] = [];
  /** Thread and path -> a load without an end. */
  readonly #pending = new Map<string, Load>();
  /** Path -> a failed load that the function got over. */
  readonly #survived = new Map<string, Load>();
  /** Packages none of whose files fits, while the function goes on. */
  readonly #unfit: NativeSubject[] = [];
  #failed = false;
  readonly #copiesWithNatives = new Set<string>();
  readonly #seen = new Set<string>();

  constructor(parts: NativeIntakeParts) {
    this.#parts = parts;
  }

  /** Records that wait to be judged. */
  get waiting(): number {
    return this.#loads.length + this.#pending.size + this.#spawns.length;
  }

  /** Whether there is something to judge. */
  get hasNews(): boolean {
    return this.#loads.length + this.#spawns.length > 0 || (this.#failed && this.#unfit.length > 0);
  }

  observe(record: JournalRecord): void {
    const at = this.#parts.survival.position;
    switch (record.tag) {
      case "spawn":
        this.#spawns.push(record);
        break;
      case "native-start": {
        const { thread, path } = record;
        const load = { thread, path, code: null, message: null, died: true, at, quoted: false };
        this.#pending.set(`${thread} ${path}`, load);
        break;
      }
      case "native-end":
        this.#pending.delete(`${record.thread} ${record.path}`);
        this.#loads.push({ ...record, died: false, at, quoted: false });
        break;
      case "failure":
        this.#failed = true;
        for (const load of this.#survived.values())
          if (record.message?.includes(load.path) === true) this.#loads.push({ ...load, quoted: true });
        break;
    }
  }

  /** The thread, or without one the whole process, ended: loads it had begun are what it died in. */
  observeDeath(thread?: number): void {
    for (const [key, load] of this.#pending) {
      if (thread !== undefined && load.thread !== thread) continue;
      this.#pending.delete(key);
      this.#loads.push(load);
    }
  }

  *settle(): Generator<void, void> {
    const loads = this.#loads;
    const spawns = this.#spawns;
    this.#loads = [];
    this.#spawns = [];
    for (const { path, code, died } of loads) {
      this.#seen.add(path);
      if (code === null && !died) this.#copiesWithNatives.add(this.#parts.inventory.refOf(path).path);
    }
    for (const load of loads) {
      this.#settleLoad(load);
      yield;
    }
    for (const spawn of spawns) yield* this.#settleSpawn(spawn);
    if (this.#failed)
      for (const subject of this.#unfit)
        if (this.#isHarmed(subject.copy.path))
          this.#judge({ ...subject, survived: false }, `native ${subject.path} none-fits harmed`);
    this.#failed = false;
  }

  *settleLatent(inspection: Inspection): Generator<void, void> {
    const { world, inventory, bytesRead, onProblem } = this.#parts;
    const files = latentFiles({
      ...inspection,
      world,
      bytesRead,
      onProblem,
      copies: inventory.copies,
      seen: (path) => this.#seen.has(path),
      served: (copy) => this.#copiesWithNatives.has(copy.path),
      harmed: ({ path }) => this.#isHarmed(path),
    });
    for (const subject of files) {
      if (subject !== null) this.#judge(subject, `native ${subject.path} ${subject.outcome}`);
      if (subject?.outcome === "none-fits" && subject.survived && this.#unfit.length < maxSurvived)
        this.#unfit.push(subject);
      yield;
    }
  }

  #settleLoad(load: Load): void {
    const { path, code, message, died, thread, at, quoted } = load;
    const { world, inventory, survival } = this.#parts;
    const outcome = died ? "died" : code === null ? "loaded" : "failed";
    const copy = inventory.refOf(path);
    const survived = outcome === "failed" && !quoted && survival.afterNative(thread, at);
    const last = outcome === "failed" && !survived && survival.isLast(thread, at);
    const recovered = outcome === "failed" && !last && this.#copiesWithNatives.has(copy.path);
    if (survived && this.#survived.size < maxSurvived) this.#survived.set(path, load);
    else this.#survived.delete(path);
    this.#judge(
      latentSubject(path, copy, "load", { outcome, message, recovered, survived, last }),
      `native ${path} ${outcome} ${survived}`,
    );
    if (outcome === "loaded") world.natives.addLoaded(path);
  }

  /** The file's bytes show whether it was the cause. A sound program that ended so is not a finding. */
  *#settleSpawn(spawn: SpawnRecord): Generator<void, void> {
    const { world, survival } = this.#parts;
    const survived = survival.afterSpawn(spawn.thread);
    for (const { path, outcome, asked } of suspectsOf(spawn, world)) {
      if (path !== null) {
        const known = { outcome, asked, survived, search: spawn };
        const subject = latentSubject(path, world.copyOf(path), "run", known);
        this.#judge(subject, `native ${path} run ${outcome} ${survived}`);
      }
      yield;
    }
  }

  /** Whether an error that ended something came through the package, or through one that uses it. */
  #isHarmed(copy: string): boolean {
    const { survival, world } = this.#parts;
    const { usage } = world;
    // What a generator wrote (`.prisma/client`) runs in the code of the generator's own package.
    const runs = placeInNodeModules(`${copy}/x`) === null ? usage.usedBy(copy).values() : [];
    return survival.harmedIn([copy, ...usage.usersOf(copy), ...usage.choosersOf(copy), ...runs]);
  }

  #judge(subject: NativeSubject, key: string): void {
    const { judge } = this.#parts;
    if (judge.isNew(key, null)) judge.judge("native", subject, key);
  }
}
