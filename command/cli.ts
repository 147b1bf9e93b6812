/** Finds the subcommand, runs it, and turns what it throws into one line and an exit code. */
import type { ParseArgsConfig } from "node:util";
import { plainText } from "../core/telemetry/plain-text.ts";
import { outcropVersion } from "../incident/report/version.ts";
import { completions } from "./completions.ts";
import { UsageError } from "./shared/usage.ts";

export interface CommandModule {
  /** Resolves to the exit code and throws UsageError for what was called wrongly. */
  run(parameters: readonly string[]): Promise<number>;
  /** What completions offer: the options, and the values of those that have a list of them. */
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

export interface Command {
  readonly summary: string;
  /** Loaded when it is asked for. */
  readonly load: () => Promise<CommandModule>;
}

export type Commands = Readonly<Record<string, Command>>;

/** Called wrongly, as shells and most tools have it. */
const CALLED_WRONGLY = 2;
/** The command could not do its work; 1 is for what a command found. */
const FAILED = 3;

/** Sets the process's exit code. */
export async function main(given: Commands, parameters: readonly string[], examples: readonly string[]): Promise<void> {
  // A reader that goes away, such as `head`, has had enough: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
  const commands: Commands = {
    ...given,
    completions: { summary: "print completions for bash, zsh or fish", load: async () => completions(commands) },
  };
  try {
    process.exitCode = await dispatch(commands, parameters, examples);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`outcrop: ${plainText(message.split("\n")[0] ?? "")}\n`);
    process.exitCode = error instanceof UsageError ? CALLED_WRONGLY : FAILED;
  }
}

async function dispatch(commands: Commands, [name, ...parameters]: readonly string[], examples: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") return print(help(commands, examples));
  if (name === "--version") return print(`${outcropVersion()}\n`);
  if (name === undefined) throw new UsageError("a command is missing; outcrop --help lists them");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`unknown ${name.startsWith("-") ? "option" : "command"} ${name}; outcrop --help lists what there is`);
  const { run } = await command.load();
  return run(parameters);
}

function help(commands: Commands, examples: readonly string[]): string {
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`);
  return [
    "Usage: outcrop <command> [options]",
    "",
    ...list,
    "",
    "  --help       this text, or after a command that command's",
    "  --version",
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
    "",
    "Exit codes: 0 done, 1 the command found what it looks for, 2 called wrongly, 3 it could not do its work.",
    "",
  ].join("\n");
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
