/** dist/soak.json: the last soak of each Node line. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Machine } from "../bench/machine.ts";
import type { ColdStarts } from "./cold-starts.ts";
import type { LongLife } from "./long-life.ts";

export interface SoakResult {
  readonly line: number;
  readonly node: string;
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly longLife: LongLife;
  readonly coldStarts: ColdStarts;
  /** In the checks' words; none where all of them passed. */
  readonly problems: readonly string[];
}

/** Empty without results. */
export function readSoaks(path: string): readonly SoakResult[] {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as SoakResult[];
  } catch {
    return [];
  }
}

export function keepSoak(path: string, result: SoakResult): void {
  const others = readSoaks(path).filter(({ line }) => line !== result.line);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    `${JSON.stringify(
      [...others, result].sort((a, b) => b.line - a.line),
      null,
      2,
    )}\n`,
  );
}
