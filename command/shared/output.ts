/** Where a command's result goes. */
import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./usage.ts";

/**
 * Says so before anything is read, which may take long. @throws UsageError where the file could not be
 * written
 */
export function checkOutput(file: string | undefined): void {
  if (file === undefined) return;
  attempt(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
      throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  });
}

/**
 * @param file undefined for stdout. Resolves when all of it is out. @throws UsageError where the file cannot
 *   be written
 */
export async function writeOutput(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  attempt(file, () => writeFileSync(file, text));
}

function attempt(file: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new UsageError(
      `--out: cannot write ${file}: ${(error as NodeJS.ErrnoException).code ?? error}; expected the name of a file`,
    );
  }
}
