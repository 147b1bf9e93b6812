/** The rows of the CPU regimes as short tables, one a regime and Node line. */
import { type Regime, regimeTitles } from "../support/cpu-regimes.ts";
import type { Figure } from "./figures.ts";
import type { CaseResult, Results } from "./results.ts";

const prefix = "regimes/";

export const isRegimeRow = ({ name }: CaseResult): boolean => rowOf(name) !== null;

interface Row {
  readonly regime: Regime;
  readonly memoryMb: string;
  readonly function: string;
  readonly line: string;
}

/** `regimes/<regime>/<memory>/<function>/<line>`; null for any other name. */
function rowOf(name: string): Row | null {
  const [regime = "", memoryMb = "", functionName = "", line] = name.startsWith(prefix)
    ? name.slice(prefix.length).split("/")
    : [];
  return regime in regimeTitles && line !== undefined
    ? { regime: regime as Regime, memoryMb, function: functionName, line }
    : null;
}

export const legend =
  "Each cell is *init / first answer / post / time-outs*: medians in ms. " +
  "The first answer counts from the start of\n" +
  "the environment's first process. " +
  "Post is from that answer until runtime and extensions have asked for their next\n" +
  "event, or the time-out. Time-outs are those of five invokes, in the worst run.";

/** Markdown; empty where no row was measured. */
export function regimeTables({ cases }: Pick<Results, "cases">): string {
  const tables = new Map<string, CaseResult[]>();
  for (const result of cases) {
    const row = rowOf(result.name);
    if (row === null || result.figures.length === 0) continue;
    const title = `**${capital(regimeTitles[row.regime])}, Node ${row.line}** (\`${prefix}${row.regime}\`)`;
    tables.set(title, [...(tables.get(title) ?? []), result]);
  }
  return [...tables].map(([title, results]) => `${title}\n\n${tableOf(results)}`).join("\n\n");
}

function tableOf(results: readonly CaseResult[]): string {
  const arms = [...new Set(results.flatMap(({ figures }) => figures.map(({ arm }) => arm)))];
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rows = results
    .toSorted((one, other) => orderOf(one) - orderOf(other))
    .map(({ name, figures }) => {
      const row = rowOf(name) as Row;
      return line([
        row.function,
        row.memoryMb,
        ...arms.map((arm) => cellOf(figures.filter((figure) => figure.arm === arm))),
      ]);
    });
  return [line(["function", "MB", ...arms]), line(["---", "--:", ...arms.map(() => "--:")]), ...rows].join(
    "\n",
  );
}

/** Functions in the order of the cases, each from the smallest memory to the largest. */
const functions = ["hello", "demo", "cpu100", "modules"];
function orderOf({ name }: CaseResult): number {
  const row = rowOf(name) as Row;
  return functions.indexOf(row.function) * 1e6 + Number(row.memoryMb);
}

function cellOf(figures: readonly Figure[]): string {
  if (figures.length === 0) return "";
  const figureOf = (measure: string): Figure | undefined =>
    figures.find((figure) => figure.measure === measure);
  const times = ["init", "first answer", "first post"].map((measure) => rounded(figureOf(measure)?.median));
  // A count: a value above the percentile was reached in a run.
  return [...times, rounded(Math.ceil(figureOf("time-outs")?.p95 ?? Number.NaN))].join(" / ");
}

const rounded = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? "-" : String(Math.round(value));
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
