/** `outcrop lock`: which layers belong to each function, and what is in each layer. */
import { type FunctionState, lockFunction } from "../check/lock/lock-function.ts";
import { makeLock } from "../check/lock/make-lock.ts";
import { lockText } from "../check/lock/write-lock.ts";
import { type Lock, lockName } from "../core/lock/lock.ts";
import { plainText } from "../core/telemetry/plain-text.ts";
import { terminalPage } from "../page/text-page.ts";
import { inputChoices, inputHelp, inputOptions } from "./check/input-options.ts";
import { openedFunctions } from "./check/opened-functions.ts";
import { checkUse, givenOptions } from "./check/option-use.ts";
import { describeLock } from "./lock/describe-lock.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { ProgressLine } from "./shared/progress-line.ts";
import { helpOption, parseOptions, UsageError } from "./shared/usage.ts";

export const help = `Usage: outcrop lock PROJECT [options]
       outcrop lock --function ZIP|DIR [--layer ZIP|DIR …] [options]
       outcrop lock --deployed NAME [options]

Writes ${lockName}: which layers each function has, and what is in each layer: packages with
their versions, native files, and a hash of all files. outcrop check --locked fails when a
layer differs from it. Nothing of the function is run.

${inputHelp}

  --out FILE          write to FILE, or to stdout for - (default: ${lockName})
  --help              show this text

Examples:
  outcrop lock cdk.out
  outcrop lock --function build/orders --layer layers/utils.zip --out build/orders/${lockName}

Exit codes: 0 the lock is complete, 2 wrong usage, 3 something could not be read.
`;

export const options = {
  ...inputOptions,
  out: { type: "string", default: lockName },
  help: helpOption,
} as const;

export const choices = inputChoices;

const incomplete = 3;

/** @returns 0 or 3, as the help says. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const config = { args: [...parameters], options, allowPositionals: true, tokens: true } as const;
  const { values, positionals, tokens } = parseOptions(config);
  checkUse(givenOptions(tokens), options);
  const out = outputFile(values.out);
  checkOutput(out);
  const functions: FunctionState[] = [];
  const problems: string[] = [];
  const progress = new ProgressLine(process.stderr, false);
  const say = (doing: string): void => progress.say(plainText(doing));
  try {
    for await (const opened of openedFunctions("lock", values, positionals, say)) {
      if (opened.kind === "opened") functions.push(lockFunction(opened.input));
      else problems.push(`${opened.name} is not in the lock. ${opened.why.join(" ")}`);
    }
  } finally {
    progress.clear();
  }
  problems.push(...new Set(functions.flatMap(({ unread }) => unread)));
  for (const text of [...problems, ...new Set(functions.flatMap(({ notes }) => notes))])
    process.stderr.write(`outcrop: ${plainText(text)}\n`);
  if (functions.length === 0) {
    process.stderr.write("outcrop: no function could be read, so no lock was written\n");
    return incomplete;
  }
  const { lock, text } = written(functions);
  await writeOutput(text, out);
  if (out !== undefined)
    process.stdout.write(
      describeLock(lock, { out, code: values.function }, terminalPage(process.stdout, process.env)),
    );
  return problems.length > 0 ? incomplete : 0;
}

/** @throws UsageError where it is too large */
function written(functions: readonly FunctionState[]): { readonly lock: Lock; readonly text: string } {
  try {
    const lock = makeLock(functions);
    return { lock, text: lockText(lock) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the lock is too large: ${why}; --only makes smaller ones`);
  }
}
