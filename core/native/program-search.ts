/**
 * The file behind a program's name, as execvp finds it (exec(3)): a name with a slash is a path in the
 * child's folder; any other is looked for in the folders of PATH, and a file without its x bit is passed
 * over, unless no other is there. An empty entry of PATH is the child's folder; without PATH it is
 * `/bin:/usr/bin`.
 */
import type { FileSystem } from "../file-system.ts";
import { joinPath } from "../layout/paths.ts";

export interface ProgramSearch {
  /** PATH; null where unset. */
  readonly searchPath: string | null;
  /** The child's folder. */
  readonly cwd: string;
}

const defaultPath = "/bin:/usr/bin";
const maxFolders = 64;

/** Null where no file has that name. Not followed through symbolic links. */
export function findProgram(name: string, search: ProgramSearch, files: FileSystem): string | null {
  if (name === "" || !search.cwd.startsWith("/")) return null;
  const candidates = name.includes("/")
    ? [joinPath(search.cwd, name)]
    : pathFolders(search).map((folder) => joinPath(folder, name));
  let plain: string | null = null;
  for (const candidate of candidates) {
    const stat = files.stat(candidate);
    if (stat?.kind !== "file") continue;
    if ((stat.mode & 0o111) !== 0) return candidate;
    plain ??= candidate;
  }
  return plain;
}

/** The folders of PATH, absolute, each once, at most 64. */
export function pathFolders({ searchPath, cwd }: ProgramSearch): readonly string[] {
  const folders = (searchPath ?? defaultPath).split(":").slice(0, maxFolders);
  return [...new Set(folders.map((folder) => joinPath(cwd, folder)))];
}

/** Whether a program of this name runs commands that another gives it. */
export function isShell(file: string): boolean {
  return /(?:^|\/)(?:sh|bash|dash|ash|zsh|ksh|busybox)$/.test(file);
}
