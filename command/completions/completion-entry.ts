/** One subcommand in a completion script. */
export interface CompletionEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    readonly name: string;
    readonly short: string | null;
    readonly takesValue: boolean;
    readonly values: readonly string[];
  }[];
  /** The words that the command accepts as its argument. Empty for a command that takes files. */
  readonly words: readonly string[];
}
