/** docs/generated/benchmarks.md, from dist/bench.json. */
import { describeMachine } from "./machine.ts";
import { isRegimeRow } from "./regime-table.ts";
import type { CaseResult, Results } from "./results.ts";
import { markdownTable } from "./table.ts";

export const head = `# Benchmarks

Written by \`npm run generate -- benchmarks\` from \`dist/bench.json\`; do not edit. The command above each
table measures it again.

- **Processes** run in paired rounds: each round runs every arm once, every other round in the reverse order.
  A ratio is the median of the ratios within each round, so compare ratios, not times of different tables or
  machines.
- **CPU** is user and system time of the process and its threads as the kernel accounts them to its parent
  when it ends (getrusage, in microseconds). **Wall** is the monotonic clock from before the process is
  forked.
- **Functions** are measured by tinybench in a process of each Node line.
- \`budget\` is what the project asks of itself. No test asserts a time.`;

export function documentation({ machine, cases }: Results): string {
  // The CPU regimes have too many rows for a section each: docs/performance.md has them in short tables.
  const sections = cases.filter((result) => !isRegimeRow(result)).map(section);
  return [head, `Machine: ${describeMachine(machine)}.`, ...sections].join("\n\n").concat("\n");
}

function section({ name, title, command, measuredAt, quick, notes, skipped, figures }: CaseResult): string {
  const remarks = [
    ...notes,
    ...skipped.map((what) => `Not measured: ${what}.`),
    ...(quick ? ["Measured with --quick: few runs, indicative only."] : []),
  ];
  return [
    `## ${name}`,
    `${title}. Measured ${measuredAt.slice(0, 10)}.`,
    `\`\`\`sh\n${command}\n\`\`\``,
    ...(figures.length === 0 ? [] : [markdownTable(figures)]),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `- ${remark}`).join("\n")]),
  ].join("\n\n");
}
