/** The text of `outcrop --help`. */
import type { Commands } from "./shared/subcommand.ts";

export function helpText(commands: Commands, examples: readonly string[]): string {
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
