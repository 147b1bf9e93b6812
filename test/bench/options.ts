/** The benchmarks' command line. */
import { assignments, positiveNumber } from "../../command/shared/option-values.ts";
import { parseOptions, UsageError } from "../../command/shared/usage.ts";
import type { ExtraArm } from "./support/regime-arms.ts";

export const help = `Usage: npm run bench [-- options]

Measures what Outcrop costs, with its floor and its peers in the same run.
Prints one table a case and keeps the figures in dist/bench.json.

  --only NAME    cases whose name starts with NAME; may be given more than once
  --runs N       runs of each arm, instead of what each case asks for
  --quick        few runs: to see that it works, not to compare
  --slowness N   CPU regimes: as on a machine N times slower; figures go to a file of their own
  --timeout S    CPU regimes: the function's time-out, 3 s by default; likewise
  --arm SPEC     load, start, failing and the CPU regimes: one more arm of Outcrop, NAME:KEY=VALUE,...
                 with variables of its environment; layer=PATH is another layer. May be given
                 more than once
  --list         names and titles of the cases, and nothing else
  --help         this text
`;

const options = {
  only: { type: "string", multiple: true },
  runs: { type: "string" },
  quick: { type: "boolean", default: false },
  slowness: { type: "string", default: "1" },
  timeout: { type: "string", default: "3" },
  arm: { type: "string", multiple: true },
  list: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface BenchOptions {
  readonly only: readonly string[];
  /** Null: what each case asks for. */
  readonly runs: number | null;
  readonly quick: boolean;
  readonly slowness: number;
  readonly timeoutMs: number;
  readonly extraArms: readonly ExtraArm[];
  readonly list: boolean;
  readonly help: boolean;
}

/** @throws UsageError */
export function benchOptions(parameters: readonly string[]): BenchOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const { only = [], runs, quick, list, help, arm = [] } = values;
  if (runs !== undefined && quick) throw new UsageError("--runs and --quick: one of them");
  return {
    ...{ only, quick, list, help },
    runs: runs === undefined ? null : positiveNumber("runs", runs, { whole: true }),
    slowness: positiveNumber("slowness", values.slowness),
    timeoutMs: 1_000 * positiveNumber("timeout", values.timeout),
    extraArms: arm.map(extraArm),
  };
}

/** @throws UsageError */
function extraArm(spec: string): ExtraArm {
  const at = spec.indexOf(":");
  if (at < 1) throw new UsageError(`--arm: NAME:KEY=VALUE,... and not ${spec}`);
  const { layer = null, ...env } = assignments("arm", spec.slice(at + 1).split(","));
  return { name: spec.slice(0, at), env, layer };
}

/** Figures under other conditions than the usual ones are kept apart. */
export function resultsPath({ slowness, timeoutMs }: Pick<BenchOptions, "slowness" | "timeoutMs">): string {
  const conditions = [
    slowness === 1 ? "" : `-slowness-${slowness}`,
    timeoutMs === 3_000 ? "" : `-timeout-${timeoutMs / 1_000}`,
  ];
  return `dist/bench${conditions.join("")}.json`;
}

/**
 * The cases that `--only` names, in their own order; all without it.
 * @throws UsageError for a name that no case starts with
 */
export function select<T extends { readonly name: string }>(
  cases: readonly T[],
  only: readonly string[],
): readonly T[] {
  for (const prefix of only) {
    if (!cases.some(({ name }) => name.startsWith(prefix)))
      throw new UsageError(`--only: no case starts with ${prefix}; --list names them`);
  }
  return only.length === 0
    ? cases
    : cases.filter(({ name }) => only.some((prefix) => name.startsWith(prefix)));
}
