/**
 * Parses a command line. Every mistake is a UsageError: one line and a hint to the help on stderr, and exit
 * code 2.
 */
import { type ParseArgsConfig, parseArgs } from "node:util";

export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The option that every command has. The entry of the command prints the help before a subcommand runs. */
export const helpOption = { type: "boolean", short: "h", default: false } as const;

export function asksForHelp(parameters: readonly string[]): boolean {
  const end = parameters.indexOf("--");
  return (end < 0 ? parameters : parameters.slice(0, end)).some((text) => text === "--help" || text === "-h");
}

export function parseOptions<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error),
    );
  }
}

export function oneOf<const Choice extends string>(
  name: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined)
    throw new UsageError(`--${name} must be one of ${choices.join(", ")}, not ${value || "empty"}`);
  return choice;
}
