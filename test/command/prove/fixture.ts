/** Function and layers as fixture trees, staged as `outcrop prove` stages them. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { Site } from "../../../command/prove/artefacts/site.ts";
import {
  type Artefacts,
  copyTree,
  stageArtefacts,
  type Tree,
} from "../../../command/prove/artefacts/tree.ts";
import type { Finding, FindingCode } from "../../../core/findings/finding.ts";
import { placeInNodeModules } from "../../../core/layout/copy.ts";
import type { CopyRef } from "../../../core/layout/copy-ref.ts";
import { Roots } from "../../../core/layout/roots.ts";
import { type Tree as Files, Folders } from "../../support/layer-run.ts";

const folders = new Folders();
const scratches: string[] = [];

afterAll(() => {
  folders.remove();
  for (const folder of scratches.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
  scratches.push(folder);
  return folder;
}

export interface Staged {
  readonly artefacts: Artefacts;
  /** As it is. */
  readonly tree: Tree;
  readonly site: Site;
  readonly scratch: string;
  /** The caller's own folders. */
  readonly function: string;
  readonly layers: readonly string[];
  copy(): Tree;
}

export async function staged(task: Files, ...layers: readonly Files[]): Promise<Staged> {
  return stagedFolders(
    folders.make(task),
    layers.map((files) => folders.make(files)),
  );
}

export async function stagedFolders(task: string, layers: readonly string[]): Promise<Staged> {
  const scratch = scratchFolder();
  const artefacts = await stageArtefacts(task, layers, scratch);
  const { tree } = artefacts;
  let copies = 0;
  return {
    artefacts,
    tree,
    site: new Site(tree, 24),
    scratch,
    function: task,
    layers,
    copy: () => copyTree(tree, join(scratch, `copy-${copies++}`)),
  };
}

/** A package in `folder`, whose index exports its own version. */
export function packageAt(folder: string, name: string, version: string, manifest: object = {}): Files {
  return {
    [`${folder}/${name}/package.json`]: { name, version, ...manifest },
    [`${folder}/${name}/index.js`]: `exports.version = ${JSON.stringify(version)};`,
  };
}

const roots = new Roots({ sysroot: "" });

export function copyRef(path: string, version: string | null = null): CopyRef {
  const root = roots.rootOf(path);
  return { package: placeInNodeModules(path)?.package ?? `(${root})`, version, root, path };
}

interface FindingParts {
  readonly package: string;
  readonly winner?: CopyRef | null;
  readonly loser?: CopyRef | null;
  /** The module's path. */
  readonly importer?: string;
  readonly range?: string;
  readonly evidence?: object;
  readonly severity?: Finding["severity"];
}

export function finding(code: FindingCode, parts: FindingParts): Finding {
  const { winner = null, loser = null, importer, range = null, evidence = {}, severity = "error" } = parts;
  return {
    code,
    package: parts.package,
    severity,
    winner,
    loser,
    importer: importer === undefined ? null : { path: importer, copy: copyRef(importer) },
    range,
    evidence,
    key: code,
    importers: 1,
    accepted: null,
  } as unknown as Finding;
}
