/** What a soak has shown, as a table: for a terminal, and with the method for docs/generated/soak.md. */
import { describeMachine } from "../bench/machine.ts";
import type { SoakResult } from "./results.ts";
import type { Trend } from "./trend.ts";

type Row = readonly [what: string, figure: (result: SoakResult) => string];

const megabytes = (kilobytes: number): string => `${(kilobytes / 1024).toFixed(1)} MB`;
const memory = ({ first, last, highest }: Trend): string =>
  `${megabytes(first)}, ${megabytes(last)}, ${megabytes(highest)}`;
const slopes = ({ slope, floorSlope }: Trend): string => `${slope.toFixed(2)}, ${floorSlope.toFixed(2)} KB`;
const range = ([least, most]: readonly [number, number]): string =>
  least === most ? `${most}` : `${least} to ${most}`;
const lines = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([type, count]) => `${count} ${type}`)
    .join(", ");

const rows: readonly Row[] = [
  ["checks that failed", ({ problems }) => String(problems.length)],
  ["one environment: invokes", ({ longLife }) => String(longLife.invokes)],
  ["its lines", ({ longLife }) => lines(longLife.lines)],
  ["its journal", ({ longLife }) => `${longLife.journalBytes} bytes`],
  ["memory is judged after", ({ longLife }) => `${longLife.warmUp} invokes`],
  ["extension RSS: first, last, highest", ({ longLife }) => memory(longLife.extension.rss)],
  ["extension PSS: first, last, highest", ({ longLife }) => memory(longLife.extension.pss)],
  [
    "extension private dirty: first, last, highest",
    ({ longLife }) => memory(longLife.extension.privateDirty),
  ],
  ["extension RSS per 1,000 invokes: slope, floor", ({ longLife }) => slopes(longLife.extension.rss)],
  ["extension PSS per 1,000 invokes: slope, floor", ({ longLife }) => slopes(longLife.extension.pss)],
  [
    "extension private dirty per 1,000 invokes: slope, floor",
    ({ longLife }) => slopes(longLife.extension.privateDirty),
  ],
  ["function RSS per 1,000 invokes: slope, floor", ({ longLife }) => slopes(longLife.runtime.rss)],
  ["driver RSS per 1,000 invokes: slope, floor", ({ longLife }) => slopes(longLife.driver.rss)],
  [
    "extension: open descriptors, threads",
    ({ longLife }) => `${range(longLife.descriptors.extension)}, ${range(longLife.threads.extension)}`,
  ],
  [
    "function: open descriptors, threads",
    ({ longLife }) => `${range(longLife.descriptors.runtime)}, ${range(longLife.threads.runtime)}`,
  ],
  ["cold starts: environments, inits", ({ coldStarts }) => `${coldStarts.environments}, ${coldStarts.inits}`],
  ["their lines", ({ coldStarts }) => lines(coldStarts.lines)],
  [
    "extension RSS after the first invoke: median, highest",
    ({ coldStarts: { rss } }) => `${megabytes(rss.median)}, ${megabytes(rss.highest)}`,
  ],
];

export const head = `# Soak

Written by \`npm run generate -- soak\` from \`dist/soak.json\`; do not edit. A soak runs the built layer in
the local Lambda with the real runtime client. It fails, with exit code 1, in these cases: a line is lost,
doubled or out of order; counts do not add up; a process, a descriptor, a thread or a file is left over; a
journal grows when nothing is loaded. No check looks at a clock.

- **One environment** loads packages at growing intervals, throws in every 97th invoke, and is frozen between
  invokes as on Lambda.
- **Cold starts** follow each other without a pause. Every tenth environment shuts down without an invoke. In
  every fifth, the function's process is killed, and a second init follows in the same \`/tmp\`.
- **Memory** is read from \`/proc/PID/smaps_rollup\` while the process is stopped between two invokes, at 200
  moments. The slope is the median of the slopes between all pairs of samples (Theil-Sen). The floor compares
  the lowest sample of the first quarter with the lowest of the last. Both leave out the warm-up, in which V8
  enlarges its heap, and both include the cost of each newly loaded package. Invokes follow each other without
  a pause. A soak of fewer than 60,000 invokes reports memory and does not judge it. A longer one fails if the
  floor of private dirty memory rises by more than 32 KB per 1,000 invokes.`;

export function documentation(results: readonly SoakResult[]): string {
  const section = (result: SoakResult): string => {
    const { line, node, measuredAt, machine, longLife, coldStarts, problems } = result;
    return [
      `## Node ${line}`,
      `Node ${node}, measured ${measuredAt.slice(0, 10)} on ${describeMachine(machine)}.`,
      `\`\`\`sh\nnpm run soak -- --node ${line} --invokes ${longLife.invokes} --cold-starts ` +
        `${coldStarts.environments}\n\`\`\``,
      [
        "| what | figure |",
        "|---|---|",
        ...rows.map(([what, figure]) => `| ${what} | ${figure(result)} |`),
      ].join("\n"),
      ...problems.map((problem) => `- failed: ${problem}`),
    ].join("\n\n");
  };
  return `${[head, ...results.map(section)].join("\n\n")}\n`;
}

export function report(result: SoakResult): string {
  const width = Math.max(...rows.map(([what]) => what.length));
  return rows.map(([what, figure]) => `${what.padEnd(width)}  ${figure(result)}`).join("\n");
}
