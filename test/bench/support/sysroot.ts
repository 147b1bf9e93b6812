/**
 * Lambda's roots under a folder of their own, named by OUTCROP_SYSROOT: what a process outside of the sandbox
 * needs to run the launcher, or the shim with a journal to write to.
 */
import { execFileSync } from "node:child_process";
import {
  closeSync,
  constants,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endMarkBytes } from "../../../core/journal/end-mark.ts";
import { aliveName, endMarkName, journalFolder, journalName } from "../../../core/journal/location.ts";

export class Sysroot {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-bench-")));

  #alive: number | undefined;

  constructor() {
    mkdirSync(`${this.path}/tmp`);
  }

  /** Puts a layer at /opt and a Node at /var/lang/bin/node. */
  attach(layer: string, node: string): void {
    symlinkSync(layer, `${this.path}/opt`);
    mkdirSync(`${this.path}/var/lang/bin`, { recursive: true });
    symlinkSync(node, `${this.path}/var/lang/bin/node`);
  }

  /** /tmp as a new environment has it. */
  emptyTmp(): void {
    rmSync(`${this.path}/tmp`, { recursive: true, force: true });
    mkdirSync(`${this.path}/tmp`);
  }

  /** Empty journal files, as the extension makes them before the runtime starts. */
  renewJournal(): void {
    const folder = journalFolder(this.path);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, journalName), "");
    writeFileSync(join(folder, endMarkName), " ".repeat(endMarkBytes));
  }

  /** The FIFO next to the journal, and someone who reads it, as the launcher makes it. */
  holdAlive(): void {
    this.renewJournal();
    execFileSync("mkfifo", [this.alive]);
    this.#alive = openSync(this.alive, constants.O_RDWR | constants.O_NONBLOCK);
  }

  get journal(): string {
    return join(journalFolder(this.path), journalName);
  }

  get alive(): string {
    return join(journalFolder(this.path), aliveName);
  }

  remove(): void {
    if (this.#alive !== undefined) closeSync(this.#alive);
    rmSync(this.path, { recursive: true, force: true });
  }
}
