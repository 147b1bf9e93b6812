/** A function's folder for the sandbox, made for one case and removed after it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export class Task {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-bench-task-")));

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  get nodeModules(): string {
    return join(this.folder, "node_modules");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What attaches Outcrop. */
export const attached = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" } as const;
