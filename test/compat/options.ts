/** The command line of `npm run compat`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type NodeLine, nodeLines } from "../../build/nodes.ts";
import { existingDirectory, oneOf, parseOptions, UsageError } from "../../sandbox/command/usage.ts";

export const help = `Usage: npm run compat -- [options]

Runs the tests of others without the shim and with it, on each Node: Node's own
tests of modules, and those of packages that stress loading. Ends with 1 when a
test ends differently with the shim and test/compat/declared.ts does not say why,
or says so of a test that no longer does.

  --node-source DIR  a tree of Node's source; a second one for another major
                     version. Without it Node's own tests are left out
  --packages DIR     git repositories of the packages, each under its name;
                     default: fetched from their public hosts
  --only SUITE       node, node-children or a package; may be given more than once
  --node 22|24       on one Node
  --write-docs       docs/compatibility.md from what the last runs left in
                     dist/compat.json, and nothing else
  --help             this text
`;

const options = {
  "node-source": { type: "string", multiple: true },
  packages: { type: "string" },
  only: { type: "string", multiple: true },
  node: { type: "string" },
  "write-docs": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface NodeSource {
  readonly folder: string;
  readonly version: string;
}

export interface CompatOptions {
  readonly sources: readonly NodeSource[];
  /** Null: from the public hosts. */
  readonly packages: string | null;
  /** Empty: all. */
  readonly only: readonly string[];
  readonly lines: readonly NodeLine[];
  readonly writeDocs: boolean;
  readonly help: boolean;
}

/** @throws UsageError */
export function compatOptions(parameters: readonly string[]): CompatOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const { "node-source": sources = [], packages, only = [], node, "write-docs": writeDocs, help } = values;
  if (writeDocs && parameters.length > 1) throw new UsageError("--write-docs runs nothing: it goes with no other option");
  return {
    sources: sources.map((folder) => ({ folder, version: sourceVersion(existingDirectory("node-source", folder)) })),
    packages: packages === undefined ? null : existingDirectory("packages", packages),
    only,
    lines: node === undefined ? nodeLines : nodeLines.filter((line) => String(line) === oneOf("node", node, nodeLines.map(String))),
    writeDocs,
    help,
  };
}

/** @throws UsageError for a folder that is no tree of Node's source */
function sourceVersion(folder: string): string {
  try {
    return versionIn(readFileSync(join(folder, "src/node_version.h"), "utf8"));
  } catch {
    throw new UsageError(`--node-source: ${folder} is no tree of Node's source`);
  }
}

/** @param header `src/node_version.h`; @throws Error when it tells no version */
export function versionIn(header: string): string {
  const parts = ["MAJOR", "MINOR", "PATCH"].map((part) => new RegExp(`^#define NODE_${part}_VERSION (\\d+)$`, "m").exec(header)?.[1]);
  if (parts.includes(undefined)) throw new Error("no version");
  return parts.join(".");
}

/** The tree of the line's own major version, else the first: what its tests ask of another Node fails in both arms. */
export function sourceFor(line: NodeLine, sources: readonly NodeSource[]): NodeSource | undefined {
  return sources.find(({ version }) => version.startsWith(`${line}.`)) ?? sources[0];
}
