/**
 * Takes resolutions in, one by one: each adds its module and copy; one that left the importer's copy through
 * a folder is a `resolution` subject, once per importing folder, package and winner. Judged when all of a
 * settling are known, since who else uses a copy can tell that it was meant.
 */
import type { ResolutionRecord } from "../../journal/records.ts";
import { type LookUp, lookUpOf } from "../../layout/look-up.ts";
import { parentOf } from "../../layout/paths.ts";
import { reachOf } from "../../layout/reach.ts";
import type { CopyRef } from "../finding.ts";
import type { ResolutionSubject, World } from "../rule/rule.ts";
import type { FamilyTies } from "./family-ties.ts";
import type { Evaluated } from "./evaluations.ts";
import type { Judging } from "./judge.ts";
import type { Loaded } from "./inventory.ts";

interface Parts {
  readonly world: World;
  readonly loaded: Loaded;
  readonly evaluated: Evaluated;
  readonly ties: FamilyTies;
  readonly judging: Judging;
}

export class Resolved {
  readonly #parts: Parts;
  /** Subjects whose winner lay where Node would not have looked. */
  readonly #foundElsewhere = new Set<string>();
  #due: (readonly [subject: ResolutionSubject, key: string])[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  add(record: ResolutionRecord): void {
    const { world, loaded, evaluated } = this.#parts;
    const { how, specifier, importer, path } = record;
    // A built-in has no copy, and what is no path has none that could be told.
    if (!path.startsWith("/")) return;
    const winner = how === "require.resolve" ? loaded.refOf(path) : loaded.add(record);
    if (winner === null) return;
    evaluated.add(record, winner);
    if (importer === null || !importer.startsWith("/") || specifier.startsWith(".")) return;
    const from = loaded.refOf(importer);
    if (from.path === winner.path) return;
    const lookUp = lookUpOf(specifier, how, world.packages.read(from.path), world.nodePath);
    if (lookUp !== null) this.#addEdge(record, importer, from, winner, lookUp);
    else if (how !== "require.resolve" && specifier.startsWith("/"))
      world.usage.addChoice(from.path, winner.path);
  }

  *judging(): Generator<void, void> {
    const due = this.#due;
    this.#due = [];
    for (const [subject, key] of due) {
      this.#parts.judging.judge("resolution", subject, key);
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
    const { world, loaded, ties, judging } = this.#parts;
    const { bare } = lookUp;
    const folder = parentOf(importer) ?? "/";
    const key = `resolution ${folder} ${bare.package} ${winner.path}`;
    const isNew = judging.isNew(key, importer);
    const reach = isNew ? reachOf({ ...lookUp, importerDirectory: folder, winner: path }, world) : null;
    if (isNew && reach === null) this.#foundElsewhere.add(key);
    // Asking where a module is makes nobody its user, nor does finding it by other means than Node's: tracers
    // do both with everything.
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
      winner: link === null ? winner : loaded.linked(winner, link),
    };
    if (uses) ties.add(subject);
    this.#due.push([subject, key]);
  }
}
