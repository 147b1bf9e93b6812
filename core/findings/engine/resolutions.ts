/**
 * Takes resolutions in, one by one: each adds its module and copy; one that left the importer's copy through
 * a folder is a `resolution` subject, once per importing folder, package and winner. Judged when all of a
 * settling are known, since another user of a copy may show that it was intended.
 */
import type { ResolutionRecord } from "../../journal/records.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import { type LookUp, lookUpOf } from "../../layout/look-up.ts";
import { parentOf } from "../../layout/paths.ts";
import { reachOf } from "../../layout/reach.ts";
import type { ResolutionSubject } from "../rule/subjects.ts";
import type { World } from "../rule/world.ts";
import type { Evaluations } from "./evaluations.ts";
import type { FamilyTies } from "./family-ties.ts";
import type { Inventory } from "./inventory.ts";
import type { Judge } from "./judge.ts";

interface Parts {
  readonly world: World;
  readonly inventory: Inventory;
  readonly evaluations: Evaluations;
  readonly ties: FamilyTies;
  readonly judge: Judge;
}

export class Resolutions {
  readonly #parts: Parts;
  /** Subjects whose winner was where Node would not have looked. */
  readonly #foundElsewhere = new Set<string>();
  #due: (readonly [subject: ResolutionSubject, key: string])[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  add(record: ResolutionRecord): void {
    const { world, inventory, evaluations } = this.#parts;
    const { how, specifier, importer, path } = record;
    // A built-in has no copy, and without a path the copy is not known.
    if (!path.startsWith("/")) return;
    const winner = how === "require.resolve" ? inventory.refOf(path) : inventory.add(record);
    if (winner === null) return;
    evaluations.add(record, winner);
    const from = importer?.startsWith("/") ? inventory.refOf(importer) : null;
    evaluations.formats.add(record, winner, from);
    if (importer === null || from === null || /^\.{1,2}(?:\/|$)/.test(specifier)) return;
    if (from.path === winner.path) return;
    const lookUp = lookUpOf(specifier, how, world.packages.read(from.path), world.nodePath);
    if (lookUp !== null) this.#addEdge(record, importer, from, winner, lookUp);
    else if (how !== "require.resolve" && specifier.startsWith("/"))
      world.usage.addChoice(from.path, winner.path);
  }

  *judgeDue(): Generator<void, void> {
    const due = this.#due;
    this.#due = [];
    for (const [subject, key] of due) {
      this.#parts.judge.judge("resolution", subject, key);
      yield;
    }
  }

  #addEdge(
    { how, specifier, path }: ResolutionRecord,
    importer: string,
    from: CopyRef,
    winner: CopyRef,
    lookUp: LookUp,
  ): void {
    const { world, inventory, ties, judge } = this.#parts;
    const { bare } = lookUp;
    const folder = parentOf(importer) ?? "/";
    const key = `resolution ${folder} ${bare.package} ${winner.path}`;
    const isNew = judge.isNew(key, importer);
    const reach = isNew ? reachOf({ ...lookUp, importerDirectory: folder, winner: path }, world) : null;
    if (isNew && reach === null) this.#foundElsewhere.add(key);
    // Code that asks where a module is does not use it, and neither does code that finds it by other means
    // than Node's: tracers do both with everything.
    const uses = how !== "require.resolve" && !this.#foundElsewhere.has(key);
    if (uses) world.usage.addUse(from.path, bare.package, winner.path);
    if (!isNew) return;
    const link = reach?.link ?? null;
    const subject = {
      how,
      specifier,
      bare,
      importer,
      from,
      reach,
      winner: link === null ? winner : inventory.linked(winner, link),
    };
    if (uses) ties.add(subject);
    this.#due.push([subject, key]);
  }
}
