#!/usr/bin/env node
/** The `outcrop` command: finds the subcommand, runs it, and turns what it throws into one line and an exit code. */
import { readFileSync } from "node:fs";
import { UsageError } from "./command/usage.ts";

interface Command {
  readonly summary: string;
  /** Loaded when it is asked for. Its `run` resolves to the exit code and throws UsageError for what was called wrongly. */
  readonly load: () => Promise<{ run(parameters: readonly string[]): Promise<number> }>;
}

const commands: Readonly<Record<string, Command>> = {
  run: { summary: "run a function with layers in a local Lambda", load: () => import("./command/run.ts") },
  dashboard: { summary: "draw the CloudWatch dashboard from logs", load: () => import("../incident/command/dashboard.ts") },
};

function help(): string {
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return [
    "Usage: outcrop <command> [options]",
    "",
    ...list,
    "",
    "  --help     this text, or after a command that command's",
    "  --version",
    "",
  ].join("\n");
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return `${manifest.version}\n`;
}

async function main([name, ...parameters]: readonly string[]): Promise<number> {
  if (name === "--help" || name === "-h") return print(help());
  if (name === "--version") return print(version());
  if (name === undefined) throw new UsageError("a command is missing; outcrop --help lists them");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`unknown ${name.startsWith("-") ? "option" : "command"} ${name}; outcrop --help lists what there is`);
  const { run } = await command.load();
  return run(parameters);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`outcrop: ${message.split("\n")[0]}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
