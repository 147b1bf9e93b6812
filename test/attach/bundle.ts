/** What Outcrop reads of a bundle that a guide's tool made. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isBundle } from "../../core/layout/bundle.ts";
import { BundleReader } from "../../core/layout/bundled/bundle-contents.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";

interface Contents {
  readonly isBundle: boolean;
  /** Names of the package's copies with their versions. */
  readonly copies: readonly string[];
  /** Whether the map has the sources' text. */
  readonly hasSources: boolean;
}

/** @param task what is deployed. @param file the bundle in it */
export function readBundle(task: string, file: string): Contents {
  const path = join(task, file);
  const code = readFileSync(path);
  const reader = new BundleReader(nodeFileSystem, (problem) => {
    throw new Error(JSON.stringify(problem));
  });
  const steps = reader.reading(path, task);
  let step = steps.next();
  while (!step.done) step = steps.next();
  const map = readdirSync(task).find((name) => name === `${file}.map`);
  const { sourcesContent } = JSON.parse(readFileSync(join(task, String(map)), "utf8")) as Record<
    string,
    unknown
  >;
  return {
    isBundle: isBundle({ size: code.length, head: code.toString("latin1", 0, 65_536) }, true),
    copies: (step.value?.copies ?? []).map(({ place, version }) => `${place}@${version}`),
    hasSources: sourcesContent !== undefined,
  };
}
