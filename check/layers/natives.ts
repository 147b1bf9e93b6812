/**
 * Machine code in layers and in the function's code, by its bytes, for both architectures: how much of it
 * is for which, and what needs a newer system than the runtime has. The findings are about what this
 * function loads; this is about what it carries, and about what another architecture would meet.
 */

import { compareVersions, highestLike, isLevel } from "../../core/findings/native/symbol-version.ts";
import { NativeFiles } from "../../core/native/native-file.ts";
import type { RuntimePolicy } from "../../core/native/policy/runtime-policy.ts";
import type { Tree } from "../lambda/tree.ts";
import { treeFiles } from "../lambda/tree-files.ts";
import { mayBeNative } from "./may-be-native.ts";
import type { NativeReport } from "./report.ts";

/** Of one layer. */
const maxFiles = 2_000;
const maxBytes = 200_000_000;
const maxTooNew = 50;

const known = new WeakMap<Tree, Map<string, NativeReport>>();

/** @param policy null where the levels of the runtime are not known. */
export function nativesOf(tree: Tree, layer: string | null, policy: RuntimePolicy | null): NativeReport {
  const byPolicy = known.get(tree) ?? new Map<string, NativeReport>();
  known.set(tree, byPolicy);
  const key = policy?.os ?? "";
  const report = byPolicy.get(key) ?? read(tree, policy);
  byPolicy.set(key, report);
  return { ...report, layer };
}

function read(tree: Tree, policy: RuntimePolicy | null): NativeReport {
  const natives = new NativeFiles(treeFiles(tree));
  const files: Record<string, number> = {};
  const tooNew: { path: string; arch: string; needs: string }[] = [];
  const own = new Set([...tree.nodes.keys()].map((path) => path.slice(path.lastIndexOf("/") + 1)));
  let count = 0;
  let bytes = 0;
  for (const [path, node] of tree.nodes) {
    if (node.kind !== "file" || !mayBeNative(path, node)) continue;
    bytes += node.size;
    if (++count > maxFiles || bytes > maxBytes) break;
    const file = natives.read(path);
    if (file?.identity.format !== "elf") continue;
    const arch = file.identity.arch ?? "other";
    files[arch] = (files[arch] ?? 0) + 1;
    if (policy === null || file.libc === "musl" || tooNew.length >= maxTooNew) continue;
    for (const { library, versions } of natives.needs(file)) {
      // A library that comes along has its own levels.
      if (own.has(library)) continue;
      const offered = policy.libraries[library] ?? [];
      const missing = versions.filter(({ name, weak }) => {
        const highest = highestLike(name, offered);
        return !weak && highest !== null && isLevel(name) && compareVersions(name, highest) > 0;
      });
      const highest = missing
        .map(({ name }) => name)
        .sort(compareVersions)
        .at(-1);
      if (highest !== undefined) tooNew.push({ path, arch, needs: highest });
    }
  }
  return { layer: null, files, tooNew };
}
