/** Compares what is committed with what its generator makes now. */
import { existsSync, readFileSync } from "node:fs";
import type { Generator } from "./generator.ts";

export type Verdict =
  | { readonly kind: "current" }
  | { readonly kind: "stale"; readonly paths: readonly string[] }
  /** Its input is not there. */
  | { readonly kind: "unknown"; readonly missing: string; readonly run: string };

export async function check(generator: Generator): Promise<Verdict> {
  const { source, outputs, holds } = generator;
  if (source.kind === "recording") {
    const isStale = (path: string): boolean =>
      !existsSync(path) || (holds !== undefined && !holds(readFileSync(path, "utf8")));
    return verdictOf(outputs.filter(isStale));
  }
  const missing = source.kind === "results" ? await source.missing() : null;
  if (missing !== null && source.kind === "results") return { kind: "unknown", missing, run: source.run };
  return verdictOf(await staleFiles(generator));
}

/** Files that differ from what the generator makes, and files that are not there. */
export async function staleFiles({ make }: Pick<Generator, "make">): Promise<string[]> {
  const files = await make();
  return [...files]
    .filter(([path, content]) => !existsSync(path) || !readFileSync(path).equals(Buffer.from(content)))
    .map(([path]) => path);
}

const verdictOf = (paths: readonly string[]): Verdict =>
  paths.length === 0 ? { kind: "current" } : { kind: "stale", paths };
