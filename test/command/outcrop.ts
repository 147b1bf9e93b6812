/** The command as a process, in a folder with the logs of a small incident. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { asRun, badEvents, exported, goodEvents } from "./logs.ts";

export const program = resolve("command/outcrop.ts");

export class Workplace {
  readonly path = mkdtempSync(join(tmpdir(), "outcrop-incident-"));

  constructor() {
    const [good, bad] = [goodEvents(), badEvents()];
    this.write("good.json", exported(good));
    this.write("bad.json", exported(bad));
    this.write("run.json", asRun(bad));
    mkdirSync(join(this.path, "logs/older"), { recursive: true });
    this.write("logs/bad.json", exported(bad));
    this.write("logs/older/good.json.gz", gzipSync(exported(good)));
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(join(this.path, name), content);
  }

  run(parameters: readonly string[], input = "", env: NodeJS.ProcessEnv = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
      cwd: this.path,
      input,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
