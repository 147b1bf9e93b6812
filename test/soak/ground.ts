/**
 * The folder of one soak, with everything that its sandboxes make inside, and what must not be left outside
 * of it.
 */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processesNaming } from "./process-facts.ts";

export interface Ground {
  readonly folder: string;
  /** TMPDIR while the work is done. */
  readonly temporary: string;
}

/** Does the work on a ground of its own, and returns its result with what was left there. */
export async function onGround<Result>(
  work: (ground: Ground) => Promise<Result>,
): Promise<{ result: Result; left: readonly string[] }> {
  const outside = tmpdir();
  const own = (): string[] => readdirSync(outside).filter((name) => name.startsWith(".outcrop"));
  const before = new Set(own());
  const folder = realpathSync(mkdtempSync(join(outside, "outcrop-soak-")));
  const temporary = join(folder, "tmp");
  const { TMPDIR } = process.env;
  mkdirSync(temporary);
  process.env["TMPDIR"] = temporary;
  try {
    const result = await work({ folder, temporary });
    const left = [
      ...readdirSync(temporary).map((name) => `left in its own temporary folder: ${name}`),
      ...own().flatMap((name) => (before.has(name) ? [] : [`left in ${outside}: ${name}`])),
      ...processesNaming(folder).map((pid) => `process ${pid} is left`),
    ];
    return { result, left };
  } finally {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
    rmSync(folder, { recursive: true, force: true });
  }
}
