/** `outcrop completions`: a script for the shell, made of the commands and their options as they are. */
import { bashScript } from "./completions/bash.ts";
import type { Completed } from "./completions/completed.ts";
import { fishScript } from "./completions/fish.ts";
import { zshScript } from "./completions/zsh.ts";
import type { CommandModule, Commands } from "./shared/subcommand.ts";
import { parseOptions, UsageError } from "./shared/usage.ts";

const scripts: Readonly<Record<string, (commands: readonly Completed[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};
const shells = Object.keys(scripts);

const help = `Usage: outcrop completions bash|zsh|fish

Prints a script that completes outcrop's commands, options and files:

  bash    source <(outcrop completions bash)                           in ~/.bashrc
  zsh     source <(outcrop completions zsh)                            in ~/.zshrc, after compinit
  fish    outcrop completions fish > ~/.config/fish/completions/outcrop.fish
`;

export function completions(commands: Commands): CommandModule {
  const options = { help: { type: "boolean", short: "h", default: false } } as const;
  return {
    options,
    choices: { "": shells },
    async run(parameters) {
      const { values, positionals } = parseOptions({
        args: [...parameters],
        options,
        allowPositionals: true,
      });
      const [shell, ...rest] = positionals;
      if (values.help) process.stdout.write(help);
      else {
        const script =
          shell === undefined || rest.length > 0 || !Object.hasOwn(scripts, shell)
            ? undefined
            : scripts[shell];
        if (script === undefined)
          throw new UsageError(
            `completions: one of ${shells.join(", ")}, not ${positionals.join(" ") || "nothing"}`,
          );
        process.stdout.write(
          script(
            await Promise.all(Object.entries(commands).map(([name, command]) => completed(name, command))),
          ),
        );
      }
      return 0;
    },
  };
}

async function completed(name: string, { summary, load }: Commands[string]): Promise<Completed> {
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
