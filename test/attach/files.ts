/** Every file next to the guides, and the test that checks it with the tool of its kind. */
import { readdirSync } from "node:fs";
import { join, matchesGlob, relative } from "node:path";
import { attachFolder } from "./attach-folder.ts";

/** The first that fits has the file. Tests are below test/attach/. */
const checks: readonly (readonly [pattern: string, test: string])[] = [
  ["cdk/*", "cdk/synthesis.test.ts"],
  ["nodejs-function/*", "cdk/nodejs-function.test.ts"],
  ["bundled/*", "../bundlers/bundlers.test.ts"],
  ["sam-esbuild/*.{ts,json}", "sam-esbuild.test.ts"],
  ["terraform-module/**", "terraform-module.test.ts"],
  ["{pulumi,sst}/**", "tools/programs.test.ts"],
  ["osls/*", "osls/package.test.ts"],
  ["yarn-pnpm/{*,.yarnrc.yml}", "tools/package-managers.test.ts"],
  ["**/*.yaml", "templates.test.ts"],
  ["**/*.tf", "attachments.test.ts"],
  ["serverless/*", "attachments.test.ts"],
  ["container/*", "sandbox/container.test.ts"],
  ["cli/attach.sh", "cli.test.ts"],
];

/** Paths below docs/attach, of files in folders. */
export const guideFiles: readonly string[] = readdirSync(attachFolder, {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile() && entry.parentPath !== attachFolder)
  .map((entry) => relative(attachFolder, join(entry.parentPath, entry.name)))
  .sort();

export function testOf(path: string): string | null {
  return checks.find(([pattern]) => matchesGlob(path, pattern))?.[1] ?? null;
}

/** The files that a test has to check. */
export function filesOf(test: string): string[] {
  return guideFiles.filter((path) => testOf(path) === test);
}

export const checkingTests: readonly string[] = [...new Set(checks.map(([, test]) => test))];
