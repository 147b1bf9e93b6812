/** The native files of a layer: for which CPU each is, and which C library it asks for. */
import { compareVersions } from "../../core/findings/native/symbol-version.ts";
import type { LockedNative } from "../../core/lock/lock.ts";
import { maxLockPackages } from "../../core/lock/read-lock.ts";
import type { Elf } from "../../core/native/elf.ts";
import { type NativeFile, NativeFiles } from "../../core/native/native-file.ts";
import type { Tree } from "../lambda/tree.ts";
import { treeFiles } from "../lambda/tree-files.ts";
import { mayBeNative } from "../layers/may-be-native.ts";

const glibc = /^GLIBC_(\d+(?:\.\d+)+)$/;

/** By path. @throws Error for more of them than a lock may have */
export function lockedNatives(tree: Tree): ReadonlyMap<string, LockedNative> {
  const natives = new NativeFiles(treeFiles(tree));
  const found = new Map<string, LockedNative>();
  for (const [path, node] of tree.nodes) {
    if (node.kind !== "file" || !mayBeNative(path, node)) continue;
    const file = natives.read(path);
    if (file?.identity.format !== "elf") continue;
    found.set(path, { arch: archOf(file.identity), libc: libcOf(file, natives) });
    if (found.size > maxLockPackages) throw new Error(`more than ${maxLockPackages} native files`);
  }
  return found;
}

function archOf({ arch, machine }: Elf): string {
  return arch ?? `machine ${machine}`;
}

/** The newest version of glibc that it asks for, or the name of another C library. */
function libcOf(file: NativeFile, natives: NativeFiles): string | null {
  if (file.libc !== null && file.libc !== "glibc") return file.libc;
  const asked = natives.needs(file).flatMap(({ versions }) => versions.filter(({ weak }) => !weak));
  const newest = asked
    .map(({ name }) => name)
    .filter((name) => glibc.test(name))
    .sort(compareVersions)
    .at(-1);
  return glibc.exec(newest ?? "")?.[1] ?? null;
}
