/**
 * The guides' blocks that show a file or recorded lines. A comment before the block names the source of its
 * text: `<!-- file: sam/template.yaml -->` (a file next to the guides), `<!-- lines: attached -->` (a
 * scenario of recorded-lines.ts).
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attachFolder } from "./attach-folder.ts";
import { recordedLines, shortened } from "./recorded-lines.ts";
import type { ScenarioName } from "./sandbox/scenarios.ts";

export const guidePaths: readonly string[] = globSync("*.md", { cwd: attachFolder }).sort();

export function readGuide(path: string): string {
  return readFileSync(join(attachFolder, path), "utf8");
}

const block = /<!-- (file|lines): (\S+) -->\n```(\w+)\n[\s\S]*?```\n/g;

/** The guide with each block as its source has it now. @throws if a source does not exist */
function filled(guide: string): string {
  return guide.replace(block, (_, kind: string, source: string, language: string) => {
    const text =
      kind === "file"
        ? readFileSync(join(attachFolder, source), "utf8")
        : shortened(recordedLines()[source as ScenarioName]);
    return `<!-- ${kind}: ${source} -->\n\`\`\`${language}\n${text}\`\`\`\n`;
  });
}

/** What the guide's blocks show: `file sam/template.yaml`. */
export function sourcesOf(guide: string): string[] {
  return [...guide.matchAll(block)].map(([, kind, source]) => `${kind} ${source}`);
}

/** Every guide as it must be, by its path from the repository's top folder. */
export function guideFiles(): ReadonlyMap<string, string> {
  return new Map(guidePaths.map((path) => [`docs/attach/${path}`, filled(readGuide(path))]));
}
