/** Makes the edits of a repair in a tree of its own. A file is replaced and never written in place. */
import {
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isInside } from "../../core/layout/paths.ts";
import { hostPath, pathInLayer, placeLinked, type Tree } from "./artefacts/tree.ts";
import type { Installer } from "./install.ts";
import { RepairError } from "./repair-error.ts";
import type { Edit } from "./repairs/repair.ts";

const maxSource = 8 * 1024 * 1024;

/**
 * @param scratch a folder of our own on the tree's file system
 * @throws RepairError
 */
export async function applyEdits(
  tree: Tree,
  edits: readonly Edit[],
  { installer, scratch }: { readonly installer: Installer; readonly scratch: string },
): Promise<void> {
  for (const edit of edits) {
    try {
      await apply(tree, edit, installer, join(scratch, "new"));
    } catch (error) {
      if (error instanceof RepairError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      throw new RepairError(`the files could not be changed: ${code ?? message}`);
    }
  }
}

async function apply(tree: Tree, edit: Edit, installer: Installer, fresh: string): Promise<void> {
  switch (edit.kind) {
    case "copy":
      // First to a place outside: one of the two may be inside the other.
      placeLinked(existing(tree, edit.from), fresh);
      return replace(tree, edit.to, fresh);
    case "one-layer": {
      const host = pathInLayer(tree, edit.layer, edit.path);
      if (host === null || lstatSync(host, { throwIfNoEntry: false }) === undefined)
        throw new RepairError(`layer ${edit.layer + 1} does not have ${edit.path}`);
      placeLinked(host, fresh);
      return replace(tree, edit.path, fresh);
    }
    case "install":
      placeLinked(await installer.install(edit), fresh);
      return replace(tree, edit.to, fresh);
    case "remove":
      return remove(tree, edit.path);
    case "link":
      symlinkSync(targetOf(edit), fresh);
      return replace(tree, edit.path, fresh);
    case "mode": {
      copyFileSync(existing(tree, edit.path), fresh, constants.COPYFILE_FICLONE);
      chmodSync(fresh, edit.mode);
      return replace(tree, edit.path, fresh);
    }
    case "specifier": {
      const file = existing(tree, edit.file);
      const stat = lstatSync(file);
      if (!stat.isFile() || stat.size > maxSource) throw new RepairError(`${edit.file} cannot be edited`);
      const source = readFileSync(file, "utf8");
      const edited = ['"', "'", "`"].reduce(
        (text, quote) => text.replaceAll(quote + edit.from + quote, () => quote + edit.to + quote),
        source,
      );
      if (edited === source) throw new RepairError(`${edit.file} does not contain "${edit.from}"`);
      writeFileSync(fresh, edited, { mode: stat.mode & 0o777 });
      return replace(tree, edit.file, fresh);
    }
    case "node":
      // The runner takes the line.
      return;
  }
}

function remove(tree: Tree, path: string): void {
  const host = existing(tree, path);
  if (host === tree.task || host === tree.opt) throw new RepairError(`${path} is a whole root`);
  chmodSync(dirname(host), 0o755);
  rmSync(host, { recursive: true });
}

function existing(tree: Tree, path: string): string {
  const host = hostPath(tree, path);
  if (host === null || lstatSync(host, { throwIfNoEntry: false }) === undefined)
    throw new RepairError(`${path} is neither in the function nor in a layer`);
  return host;
}

function replace(tree: Tree, path: string, fresh: string): void {
  const host = hostPath(tree, path);
  if (host === null || host === tree.task || host === tree.opt) {
    rmSync(fresh, { recursive: true, force: true });
    throw new RepairError(`${path} is neither in the function nor in a layer`);
  }
  const folder = dirname(host);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o700);
  rmSync(host, { recursive: true, force: true });
  renameSync(fresh, host);
}

/** Within a root the link is relative, so that it stays right wherever the root is. */
export function targetOf({ path, target }: Extract<Edit, { kind: "link" }>): string {
  const root = ["/var/task", "/opt"].find((folder) => isInside(path, folder));
  if (root === undefined || !isInside(target, root)) return target;
  const up = path.slice(root.length + 1).split("/").length - 1;
  return `${up === 0 ? "./" : "../".repeat(up)}${target.slice(root.length + 1)}`;
}
