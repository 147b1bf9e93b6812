/** What `outcrop demo` leaves, in a folder of its own, for the commands of docs/tour.md. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export class TourPlace {
  readonly path = mkdtempSync(join(tmpdir(), "outcrop-tour-"));

  /** Plays the demo first. */
  constructor() {
    execFileSync(process.execPath, ["command/outcrop.ts", "demo", "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const isLeft = (path: string): boolean => basename(path) !== "roots";
    cpSync("dist/demo", this.path, { recursive: true, verbatimSymlinks: true, filter: isLeft });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
