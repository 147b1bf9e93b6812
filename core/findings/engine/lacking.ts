/**
 * Adds what code takes from packages to fresh findings, to so many in an environment:
 * 1. to two kinds, where they are a warning at least, the names that the importing module misses in the
 *    winner; the reading has its own budget (copy-text.ts);
 * 2. to two copies that meet, the names that the one side takes from the package in between.
 */
import { CopyTexts } from "../../explain/code/copy-text.ts";
import { lacksOf, sourceOf } from "../../explain/code/lacks.ts";
import { usedNames } from "../../explain/code/used-names.ts";
import { placeInNodeModules } from "../../layout/copy.ts";
import { parseBareSpecifier } from "../../layout/specifier.ts";
import type { Finding } from "../finding.ts";
import type { World } from "../rule/world.ts";
import type { FindingSet } from "./finding-set.ts";

const maxFindings = 50;
const maxTaken = 20;

export class Lacking {
  readonly texts: CopyTexts;
  readonly #world: World;
  readonly #findings: FindingSet;
  #left = maxFindings;

  constructor(world: World, findings: FindingSet) {
    this.#world = world;
    this.#findings = findings;
    this.texts = new CopyTexts(world.files, world.packages);
  }

  /** In steps: the names for the findings that are fresh. */
  *addToFresh(): Generator<void, void> {
    for (const finding of this.#findings.fresh) {
      if (finding.accepted !== null || this.#left <= 0) continue;
      if (finding.code === "duplicate-instance") yield* this.#addTaken(finding);
      if (finding.severity === "info") continue;
      if (finding.code !== "range-violation" && finding.code !== "shadowed-package") continue;
      const { winner, importer } = finding;
      if (winner === null || importer === null) continue;
      this.#left--;
      const question = {
        package: finding.package,
        importer: importer.path,
        winner: winner.path,
        loser: finding.loser?.path ?? this.#hiddenBy(finding),
        loaded: this.#world.usage.modulesOf(winner.path),
      };
      const lacks = yield* lacksOf(question, this.texts, this.#world.files);
      this.#findings.amend(finding.key, { ...finding.evidence, lacks });
    }
  }

  /** What the one side takes from a package that uses the other copy. */
  *#addTaken({ key, evidence }: Extract<Finding, { code: "duplicate-instance" }>): Generator<void, void> {
    const { metBy } = evidence;
    if (metBy === null) return;
    this.#left--;
    const { files, usage } = this.#world;
    const about = placeInNodeModules(`${metBy.package}/`)?.package;
    const taken = new Set<string>();
    for (const path of usage.modulesOf(metBy.user)) {
      const source = sourceOf(path, files);
      if (source === null) continue;
      yield;
      const used = usedNames(source, (specifier) => parseBareSpecifier(specifier)?.package === about) ?? [];
      for (const { name } of used) if (taken.size < maxTaken) taken.add(name);
    }
    this.#findings.amend(key, { ...evidence, metBy: { ...metBy, taken: [...taken] } });
  }

  /** A range says nothing of a loser; another finding may know the copy that the same winner hides. */
  #hiddenBy({ package: about, winner }: Finding): string | null {
    const shadow = this.#findings.all.find(
      (other) =>
        other.code === "shadowed-package" && other.package === about && other.winner?.path === winner?.path,
    );
    return shadow?.loser?.path ?? null;
  }
}
