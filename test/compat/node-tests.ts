/**
 * Node's own tests of what is close to the shim: module resolution and loading, preloads, workers, the
 * stacks of errors, the endings of processes, synchronous children. They come from a tree of Node's source
 * and are run as its runner runs them: each its own process in the tree's root.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Preload } from "./arm.ts";
import { flagsOf } from "./flags.ts";

/** They run twice: many of them only start the process that does what is tested. */
export const nodeSuites: readonly {
  readonly name: string;
  readonly title: string;
  readonly preload: Preload;
}[] = [
  { name: "node", title: "Node's own", preload: "wrapped" },
  { name: "node-children", title: "Node's own, children too", preload: "inherited" },
];

/** Folders below test/ of the tree; of `parallel` only what these words, behind `test-`, begin. */
const wholeFolders = ["es-module", "module-hooks", "async-hooks"] as const;

const parallelWords = [
  "assert-esm",
  "binding",
  "bootstrap",
  "child-process-exec",
  "child-process-fork",
  "child-process-spawn",
  "child-process-stdio",
  "cjs",
  "cli-eval",
  "cli-node-options",
  "common",
  "compile-cache",
  "cwd",
  "delayed-require",
  "diagnostics-channel-module",
  "directory-import",
  "dlopen",
  "domain-load",
  "dynamic-import",
  "error",
  "esm",
  "eval",
  "find-package-json",
  "import",
  "inspector-esm",
  "inspector-module",
  "internal-module",
  "internal-process-binding",
  "loaders",
  "module",
  "permission",
  "preload",
  "process",
  "promise-unhandled",
  "repl-require",
  "repl-dynamic-import",
  "repl-import",
  "require",
  "runner-import",
  "runner-module-mocking",
  "runner-mock",
  "shadow-realm",
  "snapshot",
  "source-map",
  "stack",
  "strip",
  "uncaught",
  "unhandled",
  "vm-dynamic-import",
  "vm-main-context-default-loader",
  "vm-module",
  "vm-no-dynamic-import",
  "vm-source-text-module",
  "worker",
];

export interface NodeTest {
  /** `folder/file`. */
  readonly name: string;
  readonly path: string;
  readonly flags: readonly string[];
}

const aTest = /^test-.*\.m?js$/;

/** @throws Error when the folder is not a tree of Node's source */
export function nodeTestsIn(source: string): NodeTest[] {
  const parallel = new RegExp(`^test-(${parallelWords.join("|")})(-|\\.)`);
  const found = ["parallel", ...wholeFolders].flatMap((folder) => {
    const names = readdirSync(join(source, "test", folder)).filter((name) => aTest.test(name));
    const chosen = folder === "parallel" ? names.filter((name) => parallel.test(name)) : names;
    return chosen
      .sort()
      .map((name) => ({ name: `${folder}/${name}`, path: join(source, "test", folder, name) }));
  });
  return found.map((test) => ({ ...test, flags: flagsOf(readFileSync(test.path, "utf8")) }));
}
