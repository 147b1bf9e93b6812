/** Detaching, as a step from what a function is now. */
import type { Deployed } from "./deployed.ts";
import { detached } from "./detached.ts";
import type { AttachRecord, RecordEntry } from "./record.ts";
import {
  hasOutcrop,
  isVersionOf,
  type Settings,
  sameSettings,
  variableOf,
  wrapperPath,
  wrapperVariable,
} from "./settings.ts";
import type { Steps } from "./steps.ts";
import { updatable } from "./updatable.ts";
import { skip, type Verdict } from "./verdict.ts";

export class Detaching implements Steps {
  readonly #layerName: string;
  /** Null to remove every trace, whatever was. */
  readonly #record: AttachRecord | null;

  constructor(layerName: string, record: AttachRecord | null) {
    this.#layerName = layerName;
    this.#record = record;
  }

  next(now: Deployed): Verdict {
    if (!hasOutcrop(now.settings, this.#layerName)) return { kind: "none", why: "not attached" };
    if (now.unreadable !== null)
      return skip(
        "variables-unreadable",
        `its variables cannot be read (${now.unreadable}), and would be lost`,
      );
    const entry = this.#record?.entry(now.arn) ?? null;
    if (entry?.state === "detached" && this.#isAsBefore(now.settings, entry))
      return { kind: "none", why: "as it was already" };
    const to = detached(now.settings, this.#layerName, entry?.state === "detached" ? null : entry);
    if (sameSettings(now.settings, to)) return { kind: "none", why: "as it was already" };
    // An update that failed is not in the way: this one ends it.
    const obstacle = updatable({ ...now, lastUpdate: "Successful" });
    if (obstacle !== null) return obstacle;
    return { kind: "change", does: hasOutcrop(to, this.#layerName) ? "restore" : "detach", to };
  }

  /** What is there of Outcrop was there before it was attached. */
  #isAsBefore(now: Settings, { before }: RecordEntry): boolean {
    const ours = now.layers.filter((arn) => isVersionOf(this.#layerName, arn));
    const isWrapped = variableOf(now, wrapperVariable) === wrapperPath;
    return ours.every((arn) => before.layers.includes(arn)) && (!isWrapped || before.wrapper === wrapperPath);
  }

  /** The record has what was since the function was attached. */
  before(): void {}

  done({ arn }: Deployed): void {
    const entry = this.#record?.entry(arn) ?? null;
    if (entry !== null && entry.state !== "detached")
      this.#record?.note(arn, { ...entry, state: "detached" });
  }

  undo(_arn: string, now: Settings): Settings {
    return now;
  }

  undone(): void {}
}
