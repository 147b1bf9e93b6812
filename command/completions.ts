/** `outcrop completions`: a shell script, derived from the commands and their options. */
import { bashScript } from "./completions/bash.ts";
import type { CompletionEntry } from "./completions/completion-entry.ts";
import { fishScript } from "./completions/fish.ts";
import { zshScript } from "./completions/zsh.ts";
import type { CommandModule, Commands } from "./shared/subcommand.ts";
import { helpOption, parseOptions, UsageError } from "./shared/usage.ts";

const scripts: Readonly<Record<string, (commands: readonly CompletionEntry[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};
const shells = Object.keys(scripts);

const help = `Usage: outcrop completions bash|zsh|fish

Prints a shell script that completes the commands, options and files of outcrop:

  bash    source <(outcrop completions bash)                           in ~/.bashrc
  zsh     source <(outcrop completions zsh)                            in ~/.zshrc, after compinit
  fish    outcrop completions fish > ~/.config/fish/completions/outcrop.fish
`;

export function completions(commands: Commands): CommandModule {
  const options = { help: helpOption } as const;
  return {
    help,
    options,
    choices: { "": shells },
    async run(parameters) {
      const { positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
      const [shell = "", ...rest] = positionals;
      const script = rest.length === 0 && Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
      if (script === undefined)
        throw new UsageError(
          `completions needs one of ${shells.join(", ")}, not ${positionals.join(" ") || "nothing"}`,
        );
      const entries = Object.entries(commands).map(([name, command]) => entryOf(name, command));
      process.stdout.write(script(await Promise.all(entries)));
      return 0;
    },
  };
}

async function entryOf(name: string, { summary, load }: Commands[string]): Promise<CompletionEntry> {
  const { options = {}, choices = {} } = await load();
  return {
    name,
    summary,
    words: choices[""] ?? [],
    options: Object.entries(options).map(([option, { type, short }]) => ({
      name: option,
      short: short ?? null,
      takesValue: type === "string",
      values: choices[option] ?? [],
    })),
  };
}
