/** The commit that is released. */
import { execFileSync } from "node:child_process";

export interface Commit {
  /** 40 hex digits. */
  readonly hash: string;
  /** When it was made, in milliseconds since the epoch: every date in the assets is this one. */
  readonly at: number;
}

const shown = 5;

/** @throws Error when a tracked file is changed, or a file is there that no commit holds */
export function cleanCommit(folder: string): Commit {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8" });
  const changed = git("status", "--porcelain")
    .split("\n")
    .filter((line) => line !== "");
  if (changed.length > 0) {
    const more = changed.length > shown ? ` and ${changed.length - shown} more` : "";
    const names = changed.slice(0, shown).map((line) => line.slice(3));
    throw new Error(`the checkout has changes that are not committed: ${names.join(", ")}${more}`);
  }
  const [hash = "", seconds] = git("log", "-1", "--format=%H %ct").trim().split(" ");
  return { hash, at: Number(seconds) * 1_000 };
}
