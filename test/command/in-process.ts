/**
 * The command in the test's own process, in a folder: a new process for each call would take most of the time.
 * For a file of tests that has its process to itself.
 */
import { vi } from "vitest";
import { main } from "../../command/cli.ts";
import { allCommands } from "../../command/commands.ts";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function inProcess(folder: string, parameters: readonly string[]): Promise<Ran> {
  const texts = { stdout: "", stderr: "" };
  const before = process.cwd();
  const listeners = [process.stdout, process.stderr].map(
    (stream) => [stream, stream.listeners("error")] as const,
  );
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation(((text: unknown, ...rest: readonly unknown[]) => {
      texts[name] += String(text);
      for (const each of rest) if (typeof each === "function") each();
      return true;
    }) as typeof process.stdout.write),
  );
  process.chdir(folder);
  try {
    await main(allCommands, parameters);
    return { status: Number(process.exitCode ?? 0), ...texts };
  } finally {
    process.chdir(before);
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
    for (const [stream, known] of listeners)
      for (const listener of stream.listeners("error"))
        if (!known.includes(listener)) stream.off("error", listener as () => void);
  }
}
