/**
 * The differences that remain, each with its reason. The command fails on one that is not here, and on one
 * that is here and no longer differs.
 */
import type { NodeLine } from "../../sandbox/runtime/nodes.ts";
import type { Outcome } from "./outcome.ts";

export interface Declared {
  readonly suite: string;
  readonly test: string;
  readonly lines: readonly NodeLine[];
  readonly plain: Outcome;
  readonly shim: Outcome;
  readonly reason: string;
}

/** Tests in which the shim writes nothing, though it was preloaded. */
export interface DeclaredInert {
  readonly suites: readonly string[];
  readonly tests: RegExp;
  readonly reason: string;
}

export const declared: readonly Declared[] = [
  ...["node", "node-children"].map(
    (suite): Declared => ({
      suite,
      test: "parallel/test-bootstrap-modules.js",
      lines: [22, 24],
      plain: "passed",
      shim: "failed",
      reason:
        "It lists the modules that Node itself has loaded before the first line of a program " +
        "(process.moduleLoadList); a preload adds those that it uses, " +
        "the shim node:module and what it brings with it.",
    }),
  ),
  {
    suite: "node-children",
    test: "es-module/test-cjs-legacyMainResolve-permission.js",
    lines: [22, 24, 26],
    plain: "passed",
    shim: "failed",
    reason:
      "Processes under the permission model that may not read the preload's file. " +
      "Node allows it if the process has an entry file, which a function always has, " +
      "and not with --eval, which the test uses.",
  },
  {
    suite: "node-children",
    test: "es-module/test-esm-loader-hooks.mjs",
    lines: [22],
    plain: "passed",
    shim: "failed",
    reason:
      "An asynchronous loader whose resolve hook never answers: " +
      "with a synchronous hook, Node 22 waits for the answer of each import and stops all else. " +
      "Without one, the rest of the program would continue. Node 24 does not wait.",
  },
];

export const declaredInert: readonly DeclaredInert[] = [
  {
    suites: ["node", "node-children"],
    tests: /permission/,
    reason: "They run under the permission model, without the right to write to the journal.",
  },
  {
    suites: ["node", "node-children"],
    tests: /^parallel\/test-process-execve/,
    reason: "The process replaces itself by another program before the first batch is written.",
  },
  {
    suites: ["node", "node-children"],
    tests: /^parallel\/test-worker-no-sab\.js$/,
    reason: "It runs without SharedArrayBuffer, through which threads share how much room the journal has.",
  },
  {
    suites: ["import-in-the-middle"],
    tests: /^test\/hook\/v18-v21-static-import-assert\.mjs$/,
    reason: "It leaves itself out on this Node, in a preload that ends the process before the shim's turn.",
  },
];
