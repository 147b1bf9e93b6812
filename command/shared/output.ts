/** Where a command's result goes. */
import {
  accessSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./usage.ts";

/** Errors of a disk or a quota. Another name for the file would not help. */
const diskErrors: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO"]);

/**
 * Ends the process without a stack trace when it cannot write. A reader that goes away, such as `head`, is
 * not a failure. Any other error of stdout is reported in one line.
 */
export function outputErrors(failureCode: number): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    process.stderr.write(`outcrop: cannot write to stdout: ${error.code ?? error.message}\n`);
    process.exit(failureCode);
  });
  // Messages are lost if stderr is closed or full. The result still goes to stdout.
  process.stderr.on("error", () => {});
}

/** @returns undefined for stdout. @throws UsageError for an empty name. */
export function outputFile(name: string): string | undefined {
  if (name === "") throw new UsageError("--out needs the name of a file, or - for stdout");
  return name === "-" ? undefined : name;
}

/**
 * Checks that the file can be written, before a long read begins.
 * @throws UsageError if it cannot.
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
 * Resolves when the whole text is written.
 * @param file undefined for stdout.
 * @throws UsageError if the file cannot be written, Error if the disk is full.
 */
export async function writeOutput(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    if (fstatSync(process.stdout.fd).isFile()) return writeWhole(text);
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    return;
  }
  attempt(file, () => writeFileSync(file, text));
}

/**
 * Node's stream for a file takes a part that was written for the whole, and a disk that fills up for success.
 */
function writeWhole(text: string): void {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(process.stdout.fd, bytes, at);
  } catch (error) {
    throw new Error(`cannot write to stdout: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function attempt(file: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = `--out: cannot write ${file}: ${code ?? String(error)}`;
    throw code !== undefined && diskErrors.has(code) ? new Error(message) : new UsageError(message);
  }
}
