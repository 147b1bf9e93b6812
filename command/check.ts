/** `outcrop check`: what collides in a function's code, layers and runtime, before the deploy. */
import { setFlagsFromString } from "node:v8";
import { plainText } from "../core/telemetry/plain-text.ts";
import { checkedFunctions } from "./check/checked-functions.ts";
import { inputChoices, inputHelp, inputOptions, runtimeHelp, runtimeOptions } from "./check/input-options.ts";
import { lockHelp, lockOptions, lockRequest } from "./check/lock-request.ts";
import { checkUse, givenOptions } from "./check/option-use.ts";
import { outputChoices, outputHelp, outputOptions, outputRequest, writeChecked } from "./check/output.ts";
import { ProgressLine } from "./shared/progress-line.ts";
import { helpOption, parseOptions } from "./shared/usage.ts";

export const help = `Usage: outcrop check PROJECT [options]
       outcrop check --function ZIP|DIR [--layer ZIP|DIR …] [options]
       outcrop check --deployed NAME [options]

Says what a function will load, and what collides between its code, its layers and the
runtime, before it is deployed. Nothing of the function is run.

${inputHelp}

${runtimeHelp}

${lockHelp}

${outputHelp}
  --help              show this text

Examples:
  outcrop check cdk.out
  outcrop check --function dist/orders.zip --layer layers/utils.zip --arch arm64

Exit codes: 0 nothing at or above --fail-on will happen, 1 something will, or a layer differs
from the lock, 2 wrong usage, 3 something could not be judged. A file outcrop.json in the code accepts findings.
`;

export const options = {
  ...inputOptions,
  ...runtimeOptions,
  ...lockOptions,
  ...outputOptions,
  help: helpOption,
} as const;

export const choices = { ...inputChoices, ...outputChoices };

/** @returns 0, 1 or 3, as the help says. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const config = { args: [...parameters], options, allowPositionals: true, tokens: true } as const;
  const { values, positionals, tokens } = parseOptions(config);
  checkUse(givenOptions(tokens), options);
  const output = outputRequest(values);
  const locks = lockRequest(values, values.function !== undefined);
  // Young objects would otherwise take 100 MB more before the first of them is collected, for no gain in time.
  setFlagsFromString("--semi-space-growth-factor=1");
  const progress = new ProgressLine(process.stderr, false);
  try {
    const functions = await checkedFunctions(values, positionals, locks, (doing) =>
      progress.say(plainText(doing)),
    );
    progress.clear();
    return await writeChecked(functions, output);
  } finally {
    progress.clear();
  }
}
