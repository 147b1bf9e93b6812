/** Option values that are more than text. */
import { readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { UsageError } from "./usage.ts";

/** @throws UsageError unless the text is a number above 0, and an integer if `whole` is set. */
export function positiveNumber(name: string, text: string, { whole = false } = {}): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0)
    throw new UsageError(`--${name} must be a number above 0, not ${text || "empty"}`);
  if (whole && !Number.isInteger(value))
    throw new UsageError(`--${name} must be a whole number, not ${text}`);
  return value;
}

export function existingDirectory(name: string, path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--${name}: ${path} is not a directory`);
  return path;
}

/** `K=V` pairs. V may contain equals signs. */
export function assignments(name: string, pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new UsageError(`--${name} must be NAME=VALUE, not ${pair}`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Parses a JSON file, or stdin for `-`. */
export async function readJsonFile(name: string, path: string): Promise<unknown> {
  let text: string;
  try {
    text = path === "-" ? readFileSync(0, "utf8") : await readFile(path, "utf8");
  } catch {
    throw new UsageError(`--${name}: cannot read ${path}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--${name}: ${path === "-" ? "stdin" : path} is not valid JSON: ${reason}`);
  }
}
