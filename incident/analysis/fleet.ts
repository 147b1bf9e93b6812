/** The environments of an incident, asked by id, by function and by error. */
import { parseStack } from "../../core/explain/stack.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import type { DistinctError, Environment, Incident } from "../model/model.ts";

/** An environment that is only thought to be an error's must have lived within this time of it. */
const slackMs = 60_000;
const maxGuessed = 1_000;
const maxFrames = 20;

export interface Totals {
  readonly environments: number;
  readonly invocations: number;
  readonly failed: number;
}

export function totalsOf(parts: readonly Totals[]): Totals {
  let [environments, invocations, failed] = [0, 0, 0];
  for (const part of parts) {
    environments += part.environments;
    invocations += part.invocations;
    failed += part.failed;
  }
  return { environments, invocations, failed };
}

export interface EnvironmentsOfError {
  readonly environments: readonly Environment[];
  /**
   * False where no line says which environments it happened in: then they are all of the function's that
   * lived at that time.
   */
  readonly certain: boolean;
}

export class Fleet {
  readonly #byId: ReadonlyMap<string, Environment>;
  readonly #byFunction = new Map<string, Environment[]>();
  readonly #totals = new Map<string, Totals>();
  /** By the packages of a stack. */
  readonly #onlyOne = new Map<string, string | null>();

  constructor({ environments }: Pick<Incident, "environments">) {
    this.#byId = new Map(environments.map((environment) => [environment.id, environment]));
    for (const environment of environments) {
      const known = this.#byFunction.get(environment.functionName);
      if (known === undefined) this.#byFunction.set(environment.functionName, [environment]);
      else known.push(environment);
    }
  }

  get functions(): readonly string[] {
    return [...this.#byFunction.keys()];
  }

  byId(id: string | null): Environment | undefined {
    return id === null ? undefined : this.#byId.get(id);
  }

  /** In the order they began. */
  ofFunction(name: string): readonly Environment[] {
    return this.#byFunction.get(name) ?? [];
  }

  totalsOf(name: string): Totals {
    let totals = this.#totals.get(name);
    if (totals === undefined) {
      totals = totalsOf(
        this.ofFunction(name).map(({ invocations, failed }) => ({ environments: 1, invocations, failed })),
      );
      this.#totals.set(name, totals);
    }
    return totals;
  }

  of(
    error: Pick<DistinctError, "environments" | "functionName" | "frames" | "first" | "last">,
  ): EnvironmentsOfError {
    const environments = error.environments.flatMap((id) => this.#byId.get(id) ?? []);
    if (environments.length > 0) return { environments, certain: true };
    const name = error.functionName ?? this.#onlyOneWith(error.frames);
    const lived = ({ first, last }: Environment): boolean =>
      first - slackMs <= error.last && last + slackMs >= error.first;
    const guessed = name === null ? [] : this.ofFunction(name).filter(lived);
    return { environments: guessed.slice(0, maxGuessed), certain: false };
  }

  /** The one function that loaded all packages of the frames; null for several. */
  #onlyOneWith(frames: readonly string[]): string | null {
    const { functions } = this;
    if (functions.length < 2) return functions[0] ?? null;
    const packages = new Set(
      parseStack(frames.slice(0, maxFrames)).flatMap(({ path }) => placeInNodeModules(path)?.path ?? []),
    );
    if (packages.size === 0) return null;
    // Many errors come from the same packages.
    const key = [...packages].sort().join("\n");
    let only = this.#onlyOne.get(key);
    if (only === undefined) {
      const fitting = functions.filter((name) => this.#loadedAll(name, packages));
      only = fitting.length === 1 ? (fitting[0] ?? null) : null;
      this.#onlyOne.set(key, only);
    }
    return only;
  }

  #loadedAll(name: string, directories: ReadonlySet<string>): boolean {
    // Environments share what they loaded.
    const sets = new Set(this.ofFunction(name).flatMap(({ loads }) => loads.map(({ copies }) => copies)));
    return [...sets].some((copies) => {
      const loaded = new Set(copies.map(({ path }) => path));
      return [...directories].every((directory) => loaded.has(directory));
    });
  }
}
