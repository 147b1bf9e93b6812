/** The benchmarks' command line. */
import { parseOptions, positiveNumber, UsageError } from "../../sandbox/command/usage.ts";

export const help = `Usage: npm run bench [-- options]

Measures what Outcrop costs, beside its floor and its peers in the same run.
Prints one table a case and keeps the figures in dist/bench.json.

  --only NAME    cases whose name starts with NAME; may be given more than once
  --runs N       runs of each arm, instead of what each case asks for
  --quick        few runs: to see that it works, not to compare
  --list         names and titles of the cases, and nothing else
  --write-docs   docs/benchmarks.md from dist/bench.json, and nothing else
  --help         this text
`;

const options = {
  only: { type: "string", multiple: true },
  runs: { type: "string" },
  quick: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  "write-docs": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface BenchOptions {
  readonly only: readonly string[];
  /** Null: what each case asks for. */
  readonly runs: number | null;
  readonly quick: boolean;
  readonly list: boolean;
  readonly writeDocs: boolean;
  readonly help: boolean;
}

/** @throws UsageError */
export function benchOptions(parameters: readonly string[]): BenchOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const { only = [], runs, quick, list, "write-docs": writeDocs, help } = values;
  if (runs !== undefined && quick) throw new UsageError("--runs and --quick: one of them");
  if (writeDocs && (only.length > 0 || runs !== undefined || quick))
    throw new UsageError("--write-docs measures nothing: it goes with no other option");
  return { only, runs: runs === undefined ? null : positiveNumber("runs", runs, { whole: true }), quick, list, writeDocs, help };
}

/**
 * The cases that `--only` names, in their own order; all without it.
 * @throws UsageError for a name that no case starts with
 */
export function select<T extends { readonly name: string }>(cases: readonly T[], only: readonly string[]): readonly T[] {
  for (const prefix of only) {
    if (!cases.some(({ name }) => name.startsWith(prefix)))
      throw new UsageError(`--only: no case starts with ${prefix}; --list names them`);
  }
  return only.length === 0 ? cases : cases.filter(({ name }) => only.some((prefix) => name.startsWith(prefix)));
}
