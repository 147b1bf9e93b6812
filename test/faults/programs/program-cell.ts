/** A cell whose fault strikes in the function's process: a program with and without the shim. */
import { type Program, type ProgramArms, runProgram } from "../../support/program-arms.ts";
import { type Cell, nothing, type Seen } from "../fault.ts";

export interface ProgramRun {
  readonly program: Program;
  /**
   * What the journal must show all the same: by default, that the shim was at work in the program's main
   * file.
   */
  recorded?(arms: ProgramArms): unknown;
  /** What `recorded` must give. Default true. */
  readonly expected?: unknown;
}

export interface ProgramCell extends Omit<Cell, "run" | "says"> {
  /** One for each time the fault is caused. */
  readonly runs: readonly ProgramRun[] | (() => Promise<readonly ProgramRun[]>);
}

export function programCell({ runs, ...cell }: ProgramCell): Cell {
  return {
    ...cell,
    // There is no extension, and what the shim would print is in the program's output, which is compared.
    says: nothing,
    run: async () => {
      const seen: Seen[] = [];
      for (const { program, recorded = observedMain, expected = true } of typeof runs === "function"
        ? await runs()
        : runs) {
        const arms = await runProgram(program);
        seen.push({
          demanded: { ending: arms.bare, recorded: expected },
          got: { ending: arms.layered, recorded: recorded(arms) },
          said: "",
        });
      }
      return seen;
    },
  };
}

export function observedMain({ records }: ProgramArms): boolean {
  return records.some((record) => record.tag === "resolution" && /\/main\.[cm]?[jt]s$/.test(record.path));
}

/** The names of the files below the program's folder that were recorded as loaded or resolved, sorted. */
export function recordedFiles({ records }: ProgramArms): string[] {
  const paths = records.flatMap((record) => (record.tag === "resolution" ? [record.path] : []));
  return [...new Set(paths.map((path) => /\/outcrop-program-[^/]+\/(.*)$/.exec(path)?.[1] ?? path))].sort();
}
