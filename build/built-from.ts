/**
 * What dist/ was built from: a hash of every source the build can read, so that a run of tests builds again
 * exactly when one has changed.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const sources = [
  "{build,cloudwatch,command,core,extension,incident,layer-template,page,sandbox,shim}/**",
  "package.json",
  "package-lock.json",
  "LICENSE",
  "{README,CHANGELOG}.md",
  "docs/**/*.{md,json,yaml}",
];
const outputs = [
  "dist/layer/outcrop/shim.cjs",
  "dist/outcrop-layer.zip",
  "dist/package/package.json",
  "dist/bundled.json",
  "dist/extension.meta.json",
];
const mark = "dist/built-from";

function hashOfSources(): string {
  const hash = createHash("sha256");
  const files = globSync(sources, {
    withFileTypes: true,
    exclude: (entry) => entry.name === "node_modules",
  }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => `${entry.parentPath}/${entry.name}`).sort()) {
    const bytes = readFileSync(path);
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** True when dist/ holds what this checkout's sources make. */
export function isCurrent(): boolean {
  return (
    outputs.every((path) => existsSync(path)) &&
    existsSync(mark) &&
    readFileSync(mark, "utf8") === hashOfSources()
  );
}

/**
 * Before the first output is written, so that a build that fails leaves no claim behind. @returns what says
 * at its end what was built.
 */
export function startBuild(): () => void {
  rmSync(mark, { force: true });
  const hash = hashOfSources();
  return () => writeFileSync(mark, hash);
}
