/** Finds the subcommand, runs it, and turns what it throws into one line and an exit code. */
import { plainText } from "../core/telemetry/plain-text.ts";
import { outcropVersion } from "../incident/report/version.ts";
import { completions } from "./completions.ts";
import type { Command, Commands } from "./shared/subcommand.ts";
import { UsageError } from "./shared/usage.ts";

/** Called wrongly, as shells and most tools have it. */
const CALLED_WRONGLY = 2;
/** The command could not do its work; 1 is for what a command found. */
const FAILED = 3;

/** The build puts its version in. */
const isBundled = process.env["OUTCROP_VERSION"] !== undefined;

/** Sets the process's exit code. */
export async function main(
  given: Commands,
  parameters: readonly string[],
  examples: readonly string[],
): Promise<void> {
  // A reader that goes away, such as `head`, has had enough: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
  const commands: Commands = {
    ...given,
    completions: {
      summary: "print completions for bash, zsh or fish",
      load: async () => completions(available(commands)),
    },
  };
  try {
    process.exitCode = await dispatch(commands, parameters, examples);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`outcrop: ${plainText(message.split("\n")[0] ?? "")}\n`);
    process.exitCode = error instanceof UsageError ? CALLED_WRONGLY : FAILED;
  }
}

async function dispatch(
  commands: Commands,
  [name, ...parameters]: readonly string[],
  examples: readonly string[],
): Promise<number> {
  if (name === "--help" || name === "-h" || name === "help") return print(help(commands, examples));
  if (name === "--version") return print(`${outcropVersion()}\n`);
  if (name === undefined) throw new UsageError("a command is missing; outcrop --help lists them");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new UsageError(
      `unknown ${name.startsWith("-") ? "option" : "command"} ${name}; outcrop --help lists what there is`,
    );
  if (!isAvailable(command))
    throw new Error(
      `${name} needs a checkout of Outcrop, and this is the bundle; there: npm run outcrop -- ${name}`,
    );
  const { run } = await command.load();
  return run(parameters);
}

/** The bundle is one file: it has neither the local Lambda nor the layer's zip beside it. */
function isAvailable({ checkoutOnly = false }: Command): boolean {
  return !checkoutOnly || !isBundled;
}

function available(commands: Commands): Commands {
  return Object.fromEntries(Object.entries(commands).filter(([, command]) => isAvailable(command)));
}

function help(commands: Commands, examples: readonly string[]): string {
  const list = Object.entries(available(commands)).map(
    ([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`,
  );
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
