/** The command line of `npm run compat`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { existingDirectory } from "../../command/shared/option-values.ts";
import { oneOf, parseOptions, UsageError } from "../../command/shared/usage.ts";
import { type NodeLine, nodeLines } from "../../sandbox/runtime/nodes.ts";

export const help = `Usage: npm run compat -- [options]

Runs the tests of others without the shim and with it, on each Node: Node's own
tests of modules, and those of packages that stress loading. Ends with 1 when a
test ends differently with the shim and test/compat/declared.ts does not say why,
or says so of a test that no longer does.

  --node-source [LINE=]DIR
                     a tree of Node's source for that line; without LINE for the
                     line of its own major version and for those that have none.
                     More than once for more lines. For a line without a tree
                     Node's own tests are left out
  --tests REGEXP     of Node's own tests only these (parallel/test-worker.js);
                     what they give is put next to what other runs gave
  --packages DIR     git repositories of the packages, each under its name;
                     default: fetched from their public hosts
  --only SUITE       node, node-children or a package; may be given more than once
  --node ${[...nodeLines].sort().join("|")}    on one Node
  --help             this text
`;

const options = {
  "node-source": { type: "string", multiple: true },
  tests: { type: "string" },
  packages: { type: "string" },
  only: { type: "string", multiple: true },
  node: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface NodeSource {
  /** That it was given for; null: its own, and those without one. */
  readonly line: NodeLine | null;
  readonly folder: string;
  readonly version: string;
}

export interface CompatOptions {
  readonly sources: readonly NodeSource[];
  /** Which of Node's own tests; null: all. */
  readonly tests: RegExp | null;
  /** Null: from the public hosts. */
  readonly packages: string | null;
  /** Empty: all. */
  readonly only: readonly string[];
  readonly lines: readonly NodeLine[];
  readonly help: boolean;
}

/** @throws UsageError */
export function compatOptions(parameters: readonly string[]): CompatOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const { "node-source": sources = [], tests, packages, only = [], node, help } = values;
  return {
    sources: sources.map(nodeSource),
    tests: tests === undefined ? null : pattern(tests),
    packages: packages === undefined ? null : existingDirectory("packages", packages),
    only,
    lines:
      node === undefined
        ? nodeLines
        : nodeLines.filter((line) => String(line) === oneOf("node", node, nodeLines.map(String))),
    help,
  };
}

/** @param value `[LINE=]DIR`; @throws UsageError for a folder that is not a tree of Node's source */
function nodeSource(value: string): NodeSource {
  const [, line, named] = /^(\d+)=(.*)$/s.exec(value) ?? [];
  const folder = existingDirectory("node-source", named ?? value);
  const known = line === undefined ? undefined : oneOf("node-source", line, nodeLines.map(String));
  return {
    line: nodeLines.find((one) => String(one) === known) ?? null,
    folder,
    version: sourceVersion(folder),
  };
}

/** @throws UsageError */
function pattern(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new UsageError(`--tests: ${source} is not a regular expression`);
  }
}

/** @throws UsageError for a folder that is not a tree of Node's source */
function sourceVersion(folder: string): string {
  for (const file of ["src/node_version.h", "node_version.ts"]) {
    try {
      return versionIn(readFileSync(join(folder, file), "utf8"));
    } catch {}
  }
  throw new UsageError(`--node-source: ${folder} is not a tree of Node's source`);
}

/**
 * @param text `src/node_version.h`, or `node_version.ts` of denoland/node_test, which has Node's tests alone
 * @throws Error when it names no version
 */
export function versionIn(text: string): string {
  const alone = /^export const version = "(\d+\.\d+\.\d+)";$/m.exec(text)?.[1];
  if (alone !== undefined) return alone;
  const parts = ["MAJOR", "MINOR", "PATCH"].map(
    (part) => new RegExp(`^#define NODE_${part}_VERSION (\\d+)$`, "m").exec(text)?.[1],
  );
  if (parts.includes(undefined)) throw new Error("no version");
  return parts.join(".");
}

/**
 * The tree that was given for the line, else the one of its own major version, else the first that was given
 * for no line: what its tests ask of another Node fails in both arms.
 */
export function sourceFor(line: NodeLine, sources: readonly NodeSource[]): NodeSource | undefined {
  const free = sources.filter((source) => source.line === null);
  const own = free.find(({ version }) => version.startsWith(`${line}.`));
  return sources.find((source) => source.line === line) ?? own ?? free[0];
}
