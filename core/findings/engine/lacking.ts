/**
 * Adds to fresh findings of two kinds the names that the importing module misses in the winner. Only to what
 * is a warning at least, and to so many in an environment; the reading has its own budget (copy-text.ts).
 */
import { CopyTexts } from "../../explain/code/copy-text.ts";
import { lacksOf } from "../../explain/code/lacks.ts";
import type { Finding } from "../finding.ts";
import type { World } from "../rule/world.ts";
import type { FindingSet } from "./finding-set.ts";

const maxFindings = 50;

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
      if (finding.severity === "info" || finding.accepted !== null || this.#left <= 0) continue;
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

  /** A range says nothing of a loser; another finding may know the copy that the same winner hides. */
  #hiddenBy({ package: about, winner }: Finding): string | null {
    const shadow = this.#findings.all.find(
      (other) =>
        other.code === "shadowed-package" && other.package === about && other.winner?.path === winner?.path,
    );
    return shadow?.loser?.path ?? null;
  }
}
