/**
 * What a layer version says about itself: Outcrop's version, and the commit it was built from where Git knows
 * one.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export function sourceDescription(repository: string): string {
  const { version } = JSON.parse(readFileSync(`${repository}/package.json`, "utf8")) as { version: string };
  const commit = git(repository, "rev-parse", "--short=12", "HEAD");
  if (commit === null) return `Outcrop ${version}`;
  const changed = git(repository, "status", "--porcelain", "--untracked-files=no") !== "";
  return `Outcrop ${version}, commit ${commit}${changed ? " with local changes" : ""}`;
}

function git(repository: string, ...parameters: string[]): string | null {
  const { status, stdout } = spawnSync("git", ["-C", repository, ...parameters], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
