import type { ParseArgsConfig } from "node:util";

export interface CommandModule {
  /** Resolves to the exit code and throws UsageError for what was called wrongly. */
  run(parameters: readonly string[]): Promise<number>;
  /** What completions offer: the options, and the values of those that have a list of them. */
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

export interface Command {
  readonly summary: string;
  /** It works with files of a checkout that the bundle does not hold. */
  readonly checkoutOnly?: boolean;
  /** Loaded when it is asked for. */
  readonly load: () => Promise<CommandModule>;
}

export type Commands = Readonly<Record<string, Command>>;
