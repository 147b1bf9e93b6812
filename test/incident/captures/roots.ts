/** Makes the roots that captures declare; equal ones are one folder. */
import { cpSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { install } from "../../incidents/packages.ts";
import { ordinaryFunctions } from "../../silence/functions.ts";
import { installFunction, installLayer, installRuntime } from "../../silence/install.ts";
import { Folders } from "../../support/layer-run.ts";
import type { OrdinaryFiles, RootSpec } from "./capture.ts";

export class Roots {
  readonly #folders = new Folders();
  readonly #made = new Map<string, Promise<string>>();

  /** The root's folder. */
  of(spec: RootSpec): Promise<string> {
    const key = JSON.stringify(spec);
    const made = this.#made.get(key) ?? this.#make(spec);
    this.#made.set(key, made);
    return made;
  }

  remove(): void {
    this.#folders.remove();
  }

  async #make({
    ordinary,
    files = {},
    sets = [],
    moved = [],
    cut = [],
    removed = [],
  }: RootSpec): Promise<string> {
    const installed = ordinary === undefined ? null : await installedFolder(ordinary);
    // What is deployed as it was installed is not copied.
    if (
      installed !== null &&
      ![Object.keys(files), sets, moved, cut, removed].some(({ length }) => length > 0)
    )
      return installed;
    const folder = this.#folders.make({ ".keep": "" });
    if (installed !== null) cpSync(installed, folder, { recursive: true });
    for (const [set, at, choice] of sets) install(set, join(folder, at), choice);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(
        join(folder, name),
        typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
      );
    }
    for (const [from, to] of moved) {
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      rmSync(join(folder, to), { recursive: true, force: true });
      renameSync(join(folder, from), join(folder, to));
    }
    for (const [path, bytes] of cut) truncateSync(join(folder, path), bytes);
    for (const path of removed) rmSync(join(folder, path), { recursive: true });
    return folder;
  }
}

async function installedFolder(ordinary: OrdinaryFiles): Promise<string> {
  if (ordinary.kind === "runtime") return installRuntime();
  if (ordinary.kind === "layer") return installLayer(ordinary.name);
  const known = ordinaryFunctions.find(({ name }) => name === ordinary.name);
  if (known === undefined) throw new Error(`no ordinary function ${ordinary.name}`);
  return installFunction(known);
}
