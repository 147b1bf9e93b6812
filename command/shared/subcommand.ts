import type { ParseArgsConfig } from "node:util";

export interface CommandModule {
  /** The text of `--help`. */
  readonly help: string;
  /** Resolves to the exit code. @throws UsageError for wrong parameters. */
  run(parameters: readonly string[]): Promise<number>;
  /** For completions: the options, and the values of options that have a fixed list. */
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

export interface Command {
  readonly summary: string;
  /** Loads the module when the command is used. */
  readonly load: () => Promise<CommandModule>;
}

export type Commands = Readonly<Record<string, Command>>;
