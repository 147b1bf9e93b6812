/** Runs `outcrop query` here and takes what it prints. */
import { vi } from "vitest";
import { run } from "../../../command/query.ts";

export interface Asked {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What it threw, with its name. */
  readonly error: string | null;
}

export async function ask(
  parameters: readonly string[],
  importDuckDb?: Parameters<typeof run>[1],
): Promise<Asked> {
  let [out, err] = ["", ""];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
  try {
    const code = await run(parameters, importDuckDb);
    return { code, out, err, error: null };
  } catch (error) {
    return { code: null, out, err, error: `${(error as Error).name}: ${(error as Error).message}` };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

export type Row = Readonly<Record<string, unknown>>;

export async function rowsOf(paths: readonly string[], parameters: readonly string[]): Promise<Row[]> {
  const { code, out, err, error } = await ask([...paths, ...parameters, "--format", "json"]);
  if (code !== 0) throw new Error(`${error ?? ""} ${err}`);
  return JSON.parse(out) as Row[];
}
