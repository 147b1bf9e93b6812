/** One native file of one package, and what the rules say about it. */

import { EnvironmentWorld } from "../../../core/findings/engine/environment-world.ts";
import type { FindingCode, FindingOf } from "../../../core/findings/finding.ts";
import { rulesFor } from "../../../core/findings/finding.ts";
import { hostOf } from "../../../core/findings/native/host.ts";
import type { NativeCause } from "../../../core/findings/native/native-cause.ts";
import { latentSubject, type NativeSubject } from "../../../core/findings/native/native-subject.ts";
import type { JournalRecord, ThreadRecord } from "../../../core/journal/records.ts";
import { onAmazonLinux } from "./amazon-linux.ts";
import { findingsOf, nativeEnd, nativeStart, thread } from "./journal.ts";
import { type Folder, MemoryFiles, type Node, pkg, type Tree } from "./tree.ts";

export const copyPath = "/opt/nodejs/node_modules/n";
export const addonPath = `${copyPath}/build/Release/n.node`;

/** The file in a layer on Amazon Linux 2023. */
export function treeOf(content: Node, others: Folder = {}, elsewhere: Folder = {}): Tree {
  return onAmazonLinux({
    layers: [
      { "nodejs/node_modules/n": pkg("n", "1.0.0", {}, { "build/Release/n.node": content, ...others }) },
    ],
    elsewhere,
  });
}

export const failedWith = (message: string): readonly JournalRecord[] => [
  nativeStart(addonPath),
  nativeEnd(addonPath, message),
];

/** The evidence that every finding about a failed load has. */
export const failedLoad = (file: string, loaderMessage: string) => ({
  file,
  outcome: "failed",
  use: "load",
  loaderMessage,
  recovered: false,
  survived: false,
  last: false,
  sole: false,
  asked: null,
  offered: [],
});

/** What is found when its load fails. */
export function foundOn<Code extends FindingCode>(
  code: Code,
  tree: Tree,
  message = "no",
  host: Parameters<typeof thread>[0] = {},
): readonly FindingOf<Code>[] {
  return findingsOf(code, tree, [thread(host), ...failedWith(message)]);
}

export function worldOf(tree: Tree, host: Parameters<typeof thread>[0] = {}): EnvironmentWorld {
  const world = new EnvironmentWorld(new MemoryFiles(tree), { sysroot: "" }, () => {});
  world.processBegan(hostOf(thread(host) as ThreadRecord));
  return world;
}

export function subject(world: EnvironmentWorld, options: Partial<NativeSubject> = {}): NativeSubject {
  const path = options.path ?? addonPath;
  return latentSubject(path, world.copyOf(path), "load", options);
}

/** The cause of a file that is only due. */
export function causeIn(
  tree: Tree,
  options: Partial<NativeSubject> = {},
  host: Parameters<typeof thread>[0] = {},
): NativeCause | null {
  const world = worldOf(tree, host);
  return world.nativeCauseOf(subject(world, options));
}

/** Code and severity of every rule's verdict. */
export function verdictsIn(tree: Tree, options: Partial<NativeSubject> = {}): readonly string[] {
  const world = worldOf(tree);
  const each = subject(world, options);
  return rulesFor("native").flatMap((rule) =>
    rule.judge(each, world).map(({ severity }) => `${rule.code} ${severity}`),
  );
}
