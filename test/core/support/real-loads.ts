/** Native files on the disk, loaded by the Node that runs this. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ThreadRecord } from "../../../core/journal/records.ts";
import { thread } from "./journal.ts";

export type Content = Uint8Array | string;
export type Contents = Readonly<Record<string, Content>>;

export class RealFiles {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));

  /** A folder of its own with these files. */
  put(files: Contents): string {
    const at = mkdtempSync(join(this.#folder, "case-"));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(at, name)), { recursive: true });
      writeFileSync(join(at, name), content);
    }
    return at;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

const { napi = "", modules: abi = "" } = process.versions;

/** This process as the shim would report it. */
export const thisProcess = thread({
  node: process.version,
  abi,
  napi,
  nodePath: "",
  taskRoot: "",
}) as ThreadRecord;

export interface Loads {
  /** The last file's error; null where it loaded, and where the process died. */
  readonly message: string | null;
  readonly signal: NodeJS.Signals | null;
  /** Files that were mapped in the end. */
  readonly mapped: readonly string[];
}

/** Loads the files in this order in one process. */
export function load(paths: readonly string[], libraryPath: string): Loads {
  const script = `
    let message = null;
    for (const path of ${JSON.stringify(paths)}) {
      try { process.dlopen({ exports: {} }, path); message = null } catch (error) { message = error.message }
    }
    const mapped = [...new Set(require("fs").readFileSync("/proc/self/maps", "utf8").match(/\\/\\S*$/gm))];
    process.stdout.write(JSON.stringify({ message, mapped }));`;
  const { stdout, signal } = spawnSync(process.execPath, ["-e", script], {
    encoding: "utf8",
    env: { LD_LIBRARY_PATH: libraryPath },
  });
  if (stdout === "") return { message: null, mapped: [], signal };
  return { ...(JSON.parse(stdout) as Pick<Loads, "message" | "mapped">), signal };
}
