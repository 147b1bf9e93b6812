/** Where a command's result goes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./usage.ts";

/** @param file undefined for stdout. Resolves when all of it is out. @throws UsageError where the file cannot be written */
export async function writeOutput(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`--out: cannot write ${file}: ${(error as NodeJS.ErrnoException).code ?? error}; expected the name of a file`);
  }
}
