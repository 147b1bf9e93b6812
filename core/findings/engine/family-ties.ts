/**
 * Collects where a family is torn across roots, as it is seen:
 * - `edge`: a member got another member from another root than its own.
 * - `split`: one user got a member from one root and another member from a second root, while the first
 *   member itself got a different copy of the other: what the user passes from one to the other is foreign to
 *   it (aws-powertools/powertools-lambda-typescript#5511).
 *
 * A split may come from either side's later resolution, so users are looked at again when they, or what they
 * use, got something new. Who uses two roots has at least one resolution that left its own, so all others are
 * passed over.
 */

import type { CopyRef } from "../../layout/copy-ref.ts";
import { packageRoots, type Root } from "../../layout/roots.ts";
import type { FamilySubject, FamilyTie, ResolutionSubject } from "../rule/subjects.ts";
import type { World } from "../rule/world.ts";
import { familyOf } from "../rules/shared/family.ts";

const maxTies = 256;

export class FamilyTies {
  readonly #world: World;
  /** Family -> ties by member and other. */
  readonly #ties = new Map<string, Map<string, FamilyTie>>();
  readonly #fresh = new Set<string>();
  readonly #crossing = new Set<string>();
  readonly #users = new Set<string>();
  #count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  add({ from, winner, importer }: ResolutionSubject): void {
    if (from.root !== winner.root) {
      this.#crossing.add(from.path);
      this.#addTie({ kind: "edge", member: from, other: winner, own: null, seenIn: importer });
    }
    if (this.#crossing.has(from.path)) this.#users.add(from.path);
    for (const user of this.#world.usage.usersOf(from.path))
      if (this.#crossing.has(user)) this.#users.add(user);
  }

  /** The families that were torn since the last call, each with all of its ties. */
  takeFresh(): readonly FamilySubject[] {
    for (const user of this.#users) this.#addSplits(user);
    this.#users.clear();
    const fresh = [...this.#fresh];
    this.#fresh.clear();
    return fresh.map((family) => ({ family, ties: [...(this.#ties.get(family)?.values() ?? [])] }));
  }

  #addSplits(user: string): void {
    const { usage, roots } = this.#world;
    const used = usage.usedBy(user);
    const places = new Set<Root>();
    for (const path of used.values()) places.add(roots.rootOf(path));
    if (places.size < 2) return;
    for (const [, member] of used) {
      for (const [name, own] of usage.usedBy(member)) {
        const other = used.get(name);
        if (other === undefined || other === own || roots.rootOf(other) === roots.rootOf(member)) continue;
        this.#addTie({
          kind: "split",
          member: this.#copyAt(member),
          other: this.#copyAt(other),
          own: this.#copyAt(own),
          seenIn: user,
        });
      }
    }
  }

  #addTie(tie: FamilyTie): void {
    const { member, other } = tie;
    if (!packageRoots.has(member.root) || !packageRoots.has(other.root)) return;
    const family = familyOf(member.package, this.#world.packages.read(member.path), other.package);
    const key = `${tie.kind} ${member.path} ${other.path}`;
    if (family === null || this.#ties.get(family)?.has(key) === true || this.#count >= maxTies) return;
    this.#count++;
    const ties = this.#ties.get(family) ?? new Map<string, FamilyTie>();
    this.#ties.set(family, ties.set(key, tie));
    this.#fresh.add(family);
  }

  #copyAt(path: string): CopyRef {
    return this.#world.copyOf(`${path}/package.json`);
  }
}
