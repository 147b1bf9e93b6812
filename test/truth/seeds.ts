/** Studies many seeds, several at a time. */
import type { KindName } from "./kinds/kinds.ts";
import { study } from "./study.ts";
import { type Row, rowOf } from "./summary.ts";

export interface Seeds {
  readonly first: number;
  /** Included. */
  readonly last: number;
  readonly jobs: number;
  readonly kind?: KindName | undefined;
  readonly onRow?: (done: number) => void;
}

/** In the order of the seeds. */
export async function studySeeds({ first, last, jobs, kind, onRow }: Seeds): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next = first;
  const work = async (): Promise<void> => {
    while (next <= last) {
      const seed = next++;
      try {
        rows.push(rowOf(await study(seed, kind)));
      } catch (error) {
        throw new Error(`seed ${seed} cannot be studied`, { cause: error });
      }
      onRow?.(rows.length);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return rows.sort((left, right) => left.seed - right.seed);
}
