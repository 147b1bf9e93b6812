/** What a run has seen so far, and why it has not seen the rest. */
import type { Format } from "./names.ts";

/** What the test function answers. */
export interface Answer {
  readonly cpuInInit: number;
  readonly cpuInInvocation: number;
  readonly node: string;
  readonly nodePath: string | null;
  /** The error's code, null without one. */
  readonly requiredFromLayer: string | null;
  readonly importedFromLayer: string | null;
  readonly requiredModule: string | null;
}

/** Something was asked of the service: null where it took it, else what it said. */
export type Refusals = Readonly<Record<string, string | null>>;

export interface Facts {
  readonly answers: readonly Answer[];
  /** The events of a function's log group. */
  readonly lines: Readonly<Record<Format, readonly string[]>>;
  /** Samples of the probe's metric, by function. */
  readonly probeMetric: Readonly<Record<Format, number>>;
  /** Samples of each metric with the dimension `function_name` that Outcrop's lines declared. */
  readonly outcropMetrics: Readonly<Record<string, number>>;
  readonly dashboard: Refusals;
  readonly alarms: Refusals;
  readonly queries: Refusals;
  readonly templates: Refusals;
  /** Rows that each form of SOURCE found; a text says why the query was refused. */
  readonly sources: Readonly<Record<"names" | "prefix", number | string>>;
}

type ByFormat = "lines" | "probeMetric";
type Whole = Exclude<keyof Facts, ByFormat>;

/** Thrown if a claim needs something that no step has seen. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
}

export class Evidence {
  readonly #facts = new Map<string, unknown>();
  readonly #reasons = new Map<string, string>();

  set<Name extends Whole>(name: Name, value: Facts[Name]): void {
    this.#facts.set(name, value);
  }

  setOf<Name extends ByFormat>(name: Name, format: Format, value: Facts[Name][Format]): void {
    this.#facts.set(`${name}.${format}`, value);
  }

  /** The first reason stays: what follows from it would say less. */
  miss(step: string, reason: string): void {
    if (!this.#reasons.has(step)) this.#reasons.set(step, reason);
  }

  /** @throws NotSeen with the reason */
  get<Name extends Whole>(name: Name): Facts[Name] {
    return this.#fact(name) as Facts[Name];
  }

  /** @throws NotSeen with the reason */
  of<Name extends ByFormat>(name: Name, format: Format): Facts[Name][Format] {
    return this.#fact(`${name}.${format}`) as Facts[Name][Format];
  }

  /** @param name such as `answers` or `lines.text` */
  has(name: string): boolean {
    return this.#facts.has(name);
  }

  #fact(name: string): unknown {
    if (!this.#facts.has(name)) throw new NotSeen(this.#reason(name));
    return this.#facts.get(name);
  }

  /** @param name such as `lines.text`, whose reason may be that of `lines`, or of all steps */
  #reason(name: string): string {
    const [step = ""] = name.split(".");
    return (
      this.#reasons.get(name) ??
      this.#reasons.get(step) ??
      this.#reasons.get("*") ??
      "the run ended before this step"
    );
  }
}
