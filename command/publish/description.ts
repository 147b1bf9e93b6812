/**
 * What a layer version says about itself: Outcrop's version, and in a clone the commit it was built from. The npm
 * package has none: Git would name a commit of the project that has installed it.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isClone, ownFile } from "../../core/own-files.ts";
import { outcropVersion } from "../../incident/report/version.ts";

export function sourceDescription(): string {
  const version = outcropVersion();
  const repository = fileURLToPath(ownFile(""));
  const commit = !isClone ? null : git(repository, "rev-parse", "--short=12", "HEAD");
  if (commit === null) return `Outcrop ${version}`;
  const changed = git(repository, "status", "--porcelain", "--untracked-files=no") !== "";
  return `Outcrop ${version}, commit ${commit}${changed ? " with local changes" : ""}`;
}

function git(repository: string, ...parameters: string[]): string | null {
  const { status, stdout } = spawnSync("git", ["-C", repository, ...parameters], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
