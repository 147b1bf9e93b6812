/** Finds the subcommand, runs it, and turns the error that it throws into a message and an exit code. */
import { plainText } from "../core/telemetry/plain-text.ts";
import { outputErrors } from "./shared/output.ts";
import type { Command, Commands } from "./shared/subcommand.ts";
import { asksForHelp, UsageError } from "./shared/usage.ts";

/** Wrong usage, as in shells and most tools. */
const usageFailure = 2;
/** The command could not do its work. 1 is for what a command finds. */
const failure = 3;

/** Sets the process's exit code. */
export async function main(commands: Commands, parameters: readonly string[]): Promise<void> {
  outputErrors(failure);
  try {
    process.exitCode = await dispatch(commands, parameters);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`outcrop: ${plainText(message.split("\n")[0] ?? "")}\n`);
    if (error instanceof UsageError) process.stderr.write(`${helpHint(commands, parameters[0])}\n`);
    process.exitCode = error instanceof UsageError ? usageFailure : failure;
  }
}

async function dispatch(commands: Commands, [name, ...parameters]: readonly string[]): Promise<number> {
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

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
