import type { How, ResolutionRecord } from "../../journal/records.ts";
import type { BundledCopy } from "../../layout/bundled/packed-files.ts";
import { bundledPath } from "../../layout/bundled-path.ts";
import type { CopyRef } from "../../layout/copy-ref.ts";
import { fingerprintOf } from "../../layout/fingerprint.ts";
import type { OnProblem } from "../../layout/problem.ts";
import type { World } from "../rule/world.ts";

/** `bundled`: a bundler had packed it into the importer, so Node never resolved it. */
export type LoadedHow = How | "bundled";

/** A copy of which at least one module was loaded. */
export interface LoadedCopy extends CopyRef {
  /** Distinct modules loaded from it so far; for a bundled copy, its files in the bundle. */
  readonly modules: number;
  /** The first resolution that led to it; `importer` is null for an entry point, and a bundled copy's bundle. */
  readonly importer: string | null;
  readonly specifier: string;
  readonly how: LoadedHow;
}

export interface Totals {
  /** Distinct module paths; neither built-ins nor bundled modules are counted. */
  readonly modules: number;
  readonly layerModules: number;
  readonly copies: number;
}

const maxModules = 20_000;
const maxCopies = 5_000;

interface State {
  ref: CopyRef;
  modules: number;
  readonly first: Pick<ResolutionRecord, "importer" | "specifier"> & { readonly how: LoadedHow };
}

/**
 * What the process has loaded: modules by path, copies by directory. Past its limits it takes in nothing new
 * and says so once.
 */
export class Inventory {
  readonly #world: World;
  readonly #onProblem: OnProblem;
  readonly #copyOfModule = new Map<string, State>();
  readonly #copies = new Map<string, State>();
  #fresh: State[] = [];
  #layerModules = 0;
  #full = false;
  #fingerprint: string | null = null;

  constructor(world: World, onProblem: OnProblem) {
    this.#world = world;
    this.#onProblem = onProblem;
  }

  get totals(): Totals {
    return { modules: this.#copyOfModule.size, layerModules: this.#layerModules, copies: this.#copies.size };
  }

  /** The copy the module belongs to, null when the limits keep it out. */
  add(record: ResolutionRecord): CopyRef | null {
    const known = this.#copyOfModule.get(record.path);
    if (known !== undefined) return known.ref;
    const state = this.#copyOfModule.size < maxModules ? this.#stateOf(record) : null;
    if (state === null) return this.#sayFull(record.path);
    this.#copyOfModule.set(record.path, state);
    state.modules++;
    if (state.ref.root === "layer") this.#layerModules++;
    this.#world.usage.addModule(state.ref.path, record.path);
    return state.ref;
  }

  /** A copy in a bundle that was loaded; null when the limits keep it out. */
  addBundled(bundle: string, copy: BundledCopy): CopyRef | null {
    const { package: name, version, place, modules } = copy;
    const path = bundledPath(bundle, place);
    const known = this.#copies.get(path);
    if (known !== undefined) return known.ref;
    const ref = { package: name, version, root: this.#world.roots.rootOf(bundle), path };
    const first = { importer: bundle, specifier: name, how: "bundled" } as const;
    return this.#keeps(path, { ref, modules, first }) ? ref : this.#sayFull(path);
  }

  /** The copy a path belongs to, as loaded where it is. */
  refOf(path: string): CopyRef {
    const known = this.#copyOfModule.get(path)?.ref;
    if (known !== undefined) return known;
    const ref = this.#world.copyOf(path);
    return this.#copies.get(ref.path)?.ref ?? ref;
  }

  /** `path` is a copy's directory. Null unless something of it was loaded. */
  copyAt(path: string): CopyRef | null {
    return this.#copies.get(path)?.ref ?? null;
  }

  /** The copy turned out to be reached through a symbolic link; the first link found stays. */
  linked(ref: CopyRef, link: string): CopyRef {
    const state = this.#copies.get(ref.path);
    const withLink = { ...ref, link: ref.link ?? link };
    if (state !== undefined && state.ref.link === undefined) state.ref = withLink;
    return withLink;
  }

  get copies(): Iterable<CopyRef> {
    return this.#entries();
  }

  /** Copies first loaded since the last call. */
  takeFresh(): readonly LoadedCopy[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh.map(({ ref, modules, first: { importer, specifier, how } }) => ({
      ...ref,
      modules,
      importer,
      specifier,
      how,
    }));
  }

  fingerprint(): string {
    this.#fingerprint ??= fingerprintOf(this.#entries());
    return this.#fingerprint;
  }

  *#entries(): Iterable<CopyRef> {
    for (const { ref } of this.#copies.values()) yield ref;
  }

  #stateOf(record: ResolutionRecord): State | null {
    const ref = this.#world.copyOf(record.path);
    const known = this.#copies.get(ref.path);
    if (known !== undefined) return known;
    const state = { ref, modules: 0, first: record };
    if (!this.#keeps(ref.path, state)) return null;
    this.#world.usage.addCopy(ref, this.#world.packages.read(ref.path));
    return state;
  }

  /** False when the limit keeps it out. */
  #keeps(path: string, state: State): boolean {
    if (this.#copies.size >= maxCopies) return false;
    this.#copies.set(path, state);
    this.#fresh.push(state);
    this.#fingerprint = null;
    return true;
  }

  #sayFull(path: string): null {
    if (this.#full) return null;
    this.#full = true;
    this.#onProblem({
      path,
      what:
        `is past the limit of ${maxModules} modules or ${maxCopies} copies; ` +
        "this and later ones are not analysed",
    });
    return null;
  }
}
