/** What a module's names are where its syntax shows it: texts, a `require`, what a look-up found. */

export type Known =
  | { readonly kind: "texts"; readonly texts: readonly string[] }
  /** Folders, in which `require.resolve` is to look. */
  | { readonly kind: "paths"; readonly paths: readonly string[] }
  /** A `require` that asks in the name of this file; null for the module's own. */
  | { readonly kind: "require"; readonly as: string | null }
  /** The path that `require.resolve` gives. */
  | { readonly kind: "resolved"; readonly look: LookUp };

/** `require.resolve(specifier, { paths })` */
export interface LookUp {
  readonly specifiers: readonly string[];
  readonly as: string | null;
  readonly paths: readonly string[] | null;
}

/** Null where it is not known what the name is. */
type Value = Known | null;

export class Scopes {
  /** Name -> what it is in each scope that declares it, the innermost last. */
  readonly #values = new Map<string, Value[]>();
  /** The names that each open scope has declared. */
  readonly #declared: Set<string>[] = [new Set()];
  /** For names that are given their value somewhere else than where they are declared. */
  readonly #everywhere = new Map<string, Known>();

  constructor(names: ReadonlyMap<string, Known>) {
    for (const [name, known] of names) this.#values.set(name, [known]);
  }

  /** In a scope of its own. */
  inside(names: readonly string[], run: () => void): void {
    this.#declared.push(new Set());
    for (const name of names) this.declare(name, null);
    run();
    for (const name of this.#declared.pop() ?? []) this.#values.get(name)?.pop();
  }

  /** @param known null where it is not known: outer names of the same are hidden all the same */
  declare(name: string, known: Value): void {
    const declared = this.#declared.at(-1);
    const values = this.#values.get(name) ?? [];
    this.#values.set(name, values);
    if (declared?.has(name)) values.pop();
    declared?.add(name);
    values.push(known);
  }

  assign(name: string, known: Known): void {
    this.#everywhere.set(name, known);
  }

  /** What is declared without a value may have been given one since. */
  find(name: string): Value {
    return this.#values.get(name)?.at(-1) ?? this.#everywhere.get(name) ?? null;
  }
}
