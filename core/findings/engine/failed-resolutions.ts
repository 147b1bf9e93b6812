/**
 * Failed resolutions, from records to subjects. Whether an importer got what it asked for by other means is
 * known when all resolutions of a settling are.
 */
import type { ResolutionRecord, UnresolvedRecord } from "../../journal/records.ts";
import type { Inventory } from "./inventory.ts";
import type { Judge } from "./judge.ts";
import type { Survival } from "./survival.ts";

interface Parts {
  readonly inventory: Inventory;
  readonly judge: Judge;
  readonly survival: Survival;
}

const means = ["import", "require", "require.resolve"] as const;

export class FailedResolutions {
  readonly #parts: Parts;
  #records: UnresolvedRecord[] = [];
  /** Who asked for what in vain; null until it is needed. */
  #asked: ReadonlySet<string> | null = null;
  /** How, by whom and for what was asked with success, of what was also asked for in vain. */
  readonly #succeeded = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Records that wait to be judged. */
  get waiting(): number {
    return this.#records.length;
  }

  observe(record: UnresolvedRecord): void {
    this.#records.push(record);
  }

  /** Takes in a resolution that succeeded: each one before the next `settle`. */
  addSuccess(record: ResolutionRecord): void {
    if (this.#records.length === 0) return;
    this.#asked ??= new Set(this.#records.map(askedBy));
    const asked = askedBy(record);
    if (this.#asked.has(asked)) this.#succeeded.add(`${record.how} ${asked}`);
  }

  *settle(): Generator<void, void> {
    const { survival } = this.#parts;
    const records = this.#records;
    const succeeded = new Set(this.#succeeded);
    this.#records = [];
    this.#asked = null;
    this.#succeeded.clear();
    for (const record of records) {
      // By the same means it is the resolution that led to the error, as with ERR_REQUIRE_ESM.
      const recovered =
        survival.wasAnswered(record) ||
        means.some((how) => how !== record.how && succeeded.has(`${how} ${askedBy(record)}`));
      this.#judge(record, recovered);
      yield;
    }
  }

  #judge(record: UnresolvedRecord, recovered: boolean): void {
    const { how, specifier, importer, code } = record;
    const key = `unresolved ${importer ?? ""} ${specifier}`;
    const { inventory, judge, survival } = this.#parts;
    if (!judge.isNew(key, importer)) return;
    const from = importer === null ? null : inventory.refOf(importer);
    const survived = survival.wentOn(record);
    const fatal = survival.wasFatal(record);
    const subject = { how, specifier, importer, from, code, recovered, survived, fatal };
    judge.judge("unresolved", subject, key);
  }
}

function askedBy({ importer, specifier }: ResolutionRecord | UnresolvedRecord): string {
  return `${importer ?? ""}\n${specifier}`;
}
