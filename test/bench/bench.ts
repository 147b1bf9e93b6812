/** `npm run bench`: runs the cases one after the other, prints a table for each and keeps the figures. */
import { UsageError } from "../../command/shared/usage.ts";
import type { Case, Context } from "./case.ts";
import { cases } from "./cases.ts";
import { describeMachine, type Machine, thisMachine } from "./machine.ts";
import { type BenchOptions, benchOptions, help, resultsPath, select } from "./options.ts";
import { type CaseResult, merge, readResults, writeResults } from "./results.ts";
import { textTable } from "./table.ts";

const quickRuns = 3;

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(help);
  const chosen = select(cases, options.only);
  if (options.list)
    return console.log(chosen.map(({ name, title }) => `${name.padEnd(24)} ${title}`).join("\n"));
  const machine = thisMachine();
  console.log(describeMachine(machine));
  for (const [at, one] of chosen.entries()) {
    // A case that fails takes nothing from the others: all of them together take the better part of an hour.
    await measure(one, `[${at + 1}/${chosen.length}]`, machine, options).catch((error) =>
      complain(error, 1, `${one.name}: `),
    );
  }
  console.log(`\nfigures: ${resultsPath(options)}`);
}

async function measure(one: Case, position: string, machine: Machine, options: BenchOptions): Promise<void> {
  const { runs, quick, slowness, timeoutMs, extraArms } = options;
  const skipped: string[] = [];
  const context: Context = {
    ...{ quick, slowness, timeoutMs, extraArms },
    runs: (wanted) => runs ?? (quick ? Math.min(quickRuns, wanted) : wanted),
    progress: (text) => showProgress(`${position} ${one.name}: ${text}`),
    skip: (what) => void skipped.push(what),
  };
  const figures = await one.run(context);
  showProgress("");
  const { name, title, notes } = one;
  const slower = slowness === 1 ? "" : ` --slowness ${slowness}`;
  const conditions = slower + (timeoutMs === 3_000 ? "" : ` --timeout ${timeoutMs / 1_000}`);
  const command = `npm run bench -- --only ${name}${conditions}`;
  console.log(
    `\n${name}: ${title}\n` +
      `${[textTable(figures), ...notes, ...skipped.map((what) => `not measured: ${what}`)].join("\n")}`,
  );
  const result: CaseResult = {
    name,
    title,
    command,
    measuredAt: new Date().toISOString(),
    quick,
    notes,
    skipped,
    figures,
  };
  // Kept after each case: an interrupted run loses only what it was measuring.
  const path = resultsPath(options);
  writeResults(
    path,
    merge(
      readResults(path),
      machine,
      [result],
      cases.map((known) => known.name),
    ),
  );
}

/** One line that overwrites itself, if someone looks. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** A mistake in the command line is one line; anything else is ours, and has its stack. */
function complain(error: unknown, exitCode: number, where = ""): void {
  showProgress("");
  const text =
    error instanceof UsageError || !(error instanceof Error)
      ? String((error as Error).message ?? error)
      : error.stack;
  console.error(`bench: ${where}${text}`);
  process.exitCode = exitCode;
}

await main().catch((error) => complain(error, error instanceof UsageError ? 2 : 1));
