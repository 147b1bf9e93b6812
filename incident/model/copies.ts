/**
 * Equal copies are one object and equal sets of them one array: a fleet of environments that loaded the same
 * takes the memory of one.
 */
import { fingerprintOf } from "../../core/layout/fingerprint.ts";
import { FirstOrigins } from "./first-origins.ts";
import type { ResolutionFields } from "./line.ts";
import type { Copy, Origin } from "./model.ts";

const maxCopies = 200_000;

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export class Copies {
  readonly #byKey = new Map<string, number>();
  readonly #copies: Writable<Copy>[] = [];
  /** Of each copy: what it is, whoever asked for it. */
  readonly #places: string[] = [];
  readonly #origins = new FirstOrigins<number>();
  readonly #sets = new Map<string, readonly Copy[]>();
  readonly #numbers = new Map<readonly Copy[], readonly number[]>();
  readonly #fingerprints = new Map<readonly Copy[], string>();

  /** A copy's number; null past the limit. */
  numberOf(resolution: ResolutionFields, at: number, origin: () => Origin): number | null {
    const { package: name, version, root, path, layer, link, importer, specifier, how } = resolution;
    const place = `${path}\n${name}\n${version ?? ""}\n${layer ?? ""}`;
    // Who asked for it first, and how, differs between functions, and between deploys of one.
    const key = `${place}\n${importer ?? ""}\n${specifier ?? ""}\n${how}`;
    let number = this.#byKey.get(key);
    if (number === undefined) {
      if (this.#copies.length >= maxCopies) return null;
      number =
        this.#copies.push({
          package: name,
          version,
          root,
          path,
          ...(layer === undefined ? {} : { layer }),
          link,
          importer,
          specifier,
          how,
          origin: null,
        }) - 1;
      this.#byKey.set(key, number);
      this.#places.push(place);
    }
    this.#origins.tell(number, at, origin);
    (this.#copies[number] as Writable<Copy>).origin = this.#origins.of(number);
    return number;
  }

  /** The set of these copies and those of another set, sorted by package and path. */
  setOf(numbers: readonly number[], base: readonly Copy[] = []): readonly Copy[] {
    const sorted = this.#sorted(numbers, base);
    const key = sorted.join(" ");
    return this.#sets.get(key) ?? this.#keep(key, sorted);
  }

  /**
   * The same where it adds up to the fingerprint. Else null, and nothing is kept: of what is incomplete every
   * try would be another set.
   */
  setAddingUpTo(
    fingerprint: string,
    numbers: readonly number[],
    base: readonly Copy[] = [],
  ): readonly Copy[] | null {
    const sorted = this.#sorted(numbers, base);
    const key = sorted.join(" ");
    const known = this.#sets.get(key);
    if (known !== undefined) return this.fingerprintOf(known) === fingerprint ? known : null;
    return fingerprintOf(this.#copiesOf(sorted)) === fingerprint ? this.#keep(key, sorted) : null;
  }

  /** What a complete set's fingerprint would be. */
  fingerprintOf(set: readonly Copy[]): string {
    let fingerprint = this.#fingerprints.get(set);
    if (fingerprint === undefined) {
      fingerprint = fingerprintOf(set);
      this.#fingerprints.set(set, fingerprint);
    }
    return fingerprint;
  }

  /** Each copy once, with who was the first to ask for it. */
  #sorted(numbers: readonly number[], base: readonly Copy[]): readonly number[] {
    const first = new Map<string | undefined, number>();
    for (const number of [...(this.#numbers.get(base) ?? []), ...numbers]) {
      const place = this.#places[number];
      if (!first.has(place)) first.set(place, number);
    }
    return [...first.values()].sort((left, right) => left - right);
  }

  #copiesOf(numbers: readonly number[]): Copy[] {
    return numbers.flatMap((number) => this.#copies[number] ?? []);
  }

  #keep(key: string, sorted: readonly number[]): readonly Copy[] {
    const set = this.#copiesOf(sorted);
    set.sort((left, right) => compare(left.package, right.package) || compare(left.path, right.path));
    this.#sets.set(key, set);
    this.#numbers.set(set, sorted);
    return set;
  }
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
