/** Finds the subcommand, runs it, and turns the error that it throws into a message and an exit code. */
import { plainText } from "../core/telemetry/plain-text.ts";
import { outcropVersion } from "../incident/report/version.ts";
import { outputErrors } from "./shared/output.ts";
import type { Command, Commands } from "./shared/subcommand.ts";
import { asksForHelp, UsageError } from "./shared/usage.ts";

/** Wrong usage, as in shells and most tools. */
const usageFailure = 2;
/** The command could not do its work. 1 is for what a command finds. */
const failure = 3;

/** Sets the process's exit code. */
export async function main(
  given: Commands,
  parameters: readonly string[],
  examples: readonly string[],
): Promise<void> {
  outputErrors(failure);
  const commands: Commands = {
    ...given,
    completions: {
      summary: "print completions for bash, zsh or fish",
      load: async () => (await import("./completions.ts")).completions(commands),
    },
  };
  try {
    process.exitCode = await dispatch(commands, parameters, examples);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`outcrop: ${plainText(message.split("\n")[0] ?? "")}\n`);
    if (error instanceof UsageError) process.stderr.write(`${helpHint(commands, parameters[0])}\n`);
    process.exitCode = error instanceof UsageError ? usageFailure : failure;
  }
}

async function dispatch(
  commands: Commands,
  [name, ...parameters]: readonly string[],
  examples: readonly string[],
): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") return print(help(commands, examples));
  if (name === "--version") return print(`${outcropVersion()}\n`);
  if (name === undefined) throw new UsageError("a command is missing");
  const command = commandOf(commands, name);
  if (!command) throw new UsageError(`unknown ${name.startsWith("-") ? "option" : "command"} ${name}`);
  const { help: commandHelp, run } = await command.load();
  return asksForHelp(parameters) ? print(commandHelp) : run(parameters);
}

function commandOf(commands: Commands, name: string): Command | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function helpHint(commands: Commands, name: string | undefined): string {
  const isKnown = name !== undefined && commandOf(commands, name) !== undefined;
  return `Run outcrop ${isKnown ? `${name} ` : ""}--help for usage.`;
}

function help(commands: Commands, examples: readonly string[]): string {
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`);
  return [
    "Usage: outcrop <command> [options]",
    "",
    ...list,
    "",
    "  --help       show this text, or after a command the command's help",
    "  --version    show the version",
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
    "",
    "Exit codes: 0 success, 1 the command found what it looks for, 2 wrong usage, 3 the command failed.",
    "",
  ].join("\n");
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
