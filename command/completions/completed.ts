/** What a script of completions knows of a subcommand. */
export interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly {
    readonly name: string;
    readonly short: string | null;
    readonly takesValue: boolean;
    readonly values: readonly string[];
  }[];
  /** Words that may stand where a file would; empty for a command that takes files. */
  readonly words: readonly string[];
}
