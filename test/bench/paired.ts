/**
 * Paired runs. Each round runs every arm once, and every other round in the reverse order: A B, B A, A B.
 * What drifts (heat, a neighbour on the host, the page cache) meets all arms alike, and no arm is always the
 * one after the heaviest.
 */
export type Measures = Readonly<Record<string, number>>;

export interface Arm {
  readonly name: string;
  run(round: number): Promise<Measures>;
}

/** Arm -> what each round measured. */
export type Rounds = Readonly<Record<string, readonly Measures[]>>;

export interface PairedOptions {
  readonly rounds: number;
  /** Rounds that are run first and not counted: they fill the page cache. Default 1. */
  readonly warmUp?: number;
  readonly progress?: (text: string) => void;
}

export async function runPaired(
  arms: readonly Arm[],
  { rounds, warmUp = 1, progress = () => {} }: PairedOptions,
): Promise<Rounds> {
  const results: Record<string, Measures[]> = Object.fromEntries(arms.map(({ name }) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const arm of round % 2 === 0 ? arms : arms.toReversed()) {
      progress(round < 0 ? `warming up: ${arm.name}` : `round ${round + 1} of ${rounds}: ${arm.name}`);
      const measures = await arm.run(round);
      if (round >= 0) results[arm.name]?.push(measures);
    }
  }
  return results;
}

/**
 * A measure that only the arms of one round together have, such as the cost of one module: the difference of
 * two arms by their number.
 */
export function withDerived(
  rounds: Rounds,
  arm: string,
  measure: string,
  compute: (round: number) => number,
): Rounds {
  const derived = (rounds[arm] ?? []).map((measures, round) => ({ ...measures, [measure]: compute(round) }));
  return { ...rounds, [arm]: derived };
}

/** What an arm measured in a round; NaN where it did not. */
export function measured(rounds: Rounds, arm: string, measure: string, round: number): number {
  return rounds[arm]?.[round]?.[measure] ?? Number.NaN;
}
