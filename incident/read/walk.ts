/** The files of a folder, in the order of their names; links are followed, each folder once. */
import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Problem } from "../../core/telemetry/log-event.ts";
import { limits } from "./limits.ts";

export interface LogFile {
  readonly path: string;
  readonly bytes: number;
}

/** CloudWatch writes it to see whether it may export. */
const writeTest = "aws-logs-write-test";

export function logFiles(paths: readonly string[], report: (problem: Problem) => void): LogFile[] {
  const files: LogFile[] = [];
  const seen = new Set<string>();
  let full = false;
  const say = (file: string, message: string): void => report({ file, line: 1, message });

  const visit = (path: string, depth: number): void => {
    if (full || basename(path) === writeTest) return;
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) {
        const real = realpathSync(path);
        if (seen.has(real)) return;
        seen.add(real);
        if (depth === limits.folderDepth)
          say(path, `this folder is more than ${limits.folderDepth} levels deep; it was skipped`);
        else
          for (const name of readdirSync(path).sort())
            if (depth > 0 || !name.startsWith(".")) visit(join(path, name), depth + 1);
      } else if (files.length === limits.files) {
        full = true;
        say(path, `there are more than ${limits.files} files; this file and later ones were skipped`);
      } else files.push({ path, bytes: stat.isFile() ? stat.size : 0 });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      say(path, `cannot be read: ${code}; expected a file or a folder`);
    }
  };
  for (const path of paths) {
    if (path === "-") files.push({ path, bytes: 0 });
    else visit(path, 0);
  }
  return files;
}

/**
 * An S3 export task keeps a stream in the folder `<stream, with - for />`, in files of six digits. Null for
 * any other place.
 */
export function streamOfPath(path: string): string | null {
  if (!/^\d{6}(?:\.gz)?$/.test(basename(path))) return null;
  const folder = basename(dirname(path));
  if (folder === "." || folder === "") return null;
  const [, year, month, date, rest] = /^(\d{4})-(\d\d)-(\d\d)-(.+)$/.exec(folder) ?? [];
  return year === undefined ? folder : `${year}/${month}/${date}/${rest}`;
}
