/**
 * A copy of the built layer whose extension has something done to it: nothing of it is in the layer that is
 * shipped.
 */
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Folders, layer } from "../../support/layer-run.ts";

export interface Strike {
  /** CommonJS that the extension's process runs before anything else. */
  readonly preload?: string;
  /**
   * Whether the launcher's shell registers and asks first, as it does in most environments. Default: Node
   * does it all.
   */
  readonly byShell?: boolean;
  /** Shell that the launcher runs before the extension, such as a `ulimit`. */
  readonly launcher?: string;
  /** Node flags of the extension. */
  readonly flags?: string;
  /** Changes files of the layer; null removes one. */
  readonly files?: Readonly<Record<string, (content: Buffer) => Buffer | string | null>>;
}

const launcherFile = "extensions/outcrop";
const bundle = '"$root/opt/outcrop/extension.cjs"';
/**
 * Before what a strike's shell runs: in the launcher's bash, or in the shell that Lambda starts, which then
 * finds no bash.
 */
const inBash = ["outcrop/start.bash", "shopt -s execfail\n"] as const;
const inShell = [launcherFile, 'if [ -x "$node" ]; then\n'] as const;

export function struckLayer(
  folders: Folders,
  { preload = "", byShell = false, launcher = "", flags = "", files = {} }: Strike,
): string {
  const copy = folders.make({ "faults/preload.cjs": preload });
  cpSync(layer, copy, { recursive: true });
  for (const [name, change] of Object.entries(files)) {
    const path = join(copy, name);
    const changed = change(readFileSync(path));
    rmSync(path);
    if (changed !== null) writeFileSync(path, changed);
  }
  replace(join(copy, launcherFile), bundle, `${flags} --require "$root/opt/faults/preload.cjs" ${bundle}`);
  if (!byShell) replace(join(copy, launcherFile), "[ -x /bin/bash ]", "[ -x /bin/absent ]");
  if (launcher !== "") {
    const [file, place] = byShell ? inBash : inShell;
    replace(join(copy, file), place, `${launcher}\n${place}`);
  }
  chmodSync(join(copy, launcherFile), 0o755);
  return copy;
}

function replace(path: string, part: string, becomes: string): void {
  const text = readFileSync(path, "utf8");
  if (!text.includes(part)) throw new Error(`${path} has no ${part}`);
  writeFileSync(
    path,
    text.replace(part, () => becomes),
  );
}
