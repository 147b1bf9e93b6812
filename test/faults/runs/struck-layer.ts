/** A copy of the built layer whose extension has something done to it: nothing of it is in the layer that is shipped. */
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Folders, layer } from "../../support/layer-run.ts";

export interface Strike {
  /** CommonJS that the extension's process runs before anything else. */
  readonly preload?: string;
  /** Whether the launcher's shell registers and asks first, as it does in most environments. Default: Node does it all. */
  readonly byShell?: boolean;
  /** Shell that the launcher runs before the extension, such as a `ulimit`. */
  readonly launcher?: string;
  /** Node flags of the extension. */
  readonly flags?: string;
  /** Changes files of the layer; null removes one. */
  readonly files?: Readonly<Record<string, (content: Buffer) => Buffer | string | null>>;
}

const launcherPath = "extensions/outcrop";
const bundle = '"$root/opt/outcrop/extension.cjs"';
const start = 'if [ -x "$node" ]; then\n';

export function struckLayer(folders: Folders, { preload = "", byShell = false, launcher = "", flags = "", files = {} }: Strike): string {
  const copy = folders.make({ "faults/preload.cjs": preload });
  cpSync(layer, copy, { recursive: true });
  for (const [name, change] of Object.entries(files)) {
    const path = join(copy, name);
    const changed = change(readFileSync(path));
    rmSync(path);
    if (changed !== null) writeFileSync(path, changed);
  }
  const path = join(copy, launcherPath);
  const text = readFileSync(path, "utf8");
  const struck = text
    .replace(start, `${launcher}\n${byShell ? "" : "BASH_VERSION=\n"}${start}`)
    .replace(bundle, `${flags} --require "$root/opt/faults/preload.cjs" ${bundle}`);
  if (!struck.includes("preload.cjs") || !struck.includes(`${launcher}\n${byShell ? "" : "BASH_VERSION="}`))
    throw new Error("the launcher is not the one that is struck here");
  writeFileSync(path, struck);
  chmodSync(path, 0o755);
  return copy;
}
