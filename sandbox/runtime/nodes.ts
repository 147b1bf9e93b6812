/**
 * The Node lines of Lambda, and where a clone keeps a binary of each. What names Node versions,
 * runtimes or binaries takes them from here, or `test/build/nodes.test.ts` checks it against this table.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ownFile } from "../../core/own-files.ts";

interface Line {
  /** Lambda's identifier (Lambda developer guide, supported runtimes). */
  readonly runtime: string;
  /**
   * What the folder in node_modules is called, before platform and architecture: an alias in package.json.
   */
  readonly package: string;
  /**
   * The oldest release that the suite has passed on. Older ones may work, from 22.15 on: that is where
   * `module.registerHooks` is.
   */
  readonly testedFrom: string;
  /** Offered, but without Lambda's support: not for production yet. */
  readonly preview: boolean;
}

/** The one that is used where one is enough comes first. */
const table = {
  24: { runtime: "nodejs24.x", package: "node", testedFrom: "24.21.0", preview: false },
  22: { runtime: "nodejs22.x", package: "node22", testedFrom: "22.23.3", preview: false },
  // General availability is planned for the end of December 2026 (aws-lambda-roadmap#56); the identifier
  // stays.
  26: { runtime: "nodejs26.x", package: "node26", testedFrom: "26.12.1", preview: true },
} as const satisfies Record<number, Line>;

export type NodeLine = keyof typeof table;

export const nodeLines = [24, 22, 26] as const satisfies readonly NodeLine[];
/** Where one Node is enough. */
export const mainLine: NodeLine = nodeLines[0];
/** Lambda's identifiers, oldest first. */
export const runtimes: readonly string[] = Object.values(table).map(({ runtime }) => runtime);
export const lineOf = (line: NodeLine): Line => table[line];

/** The line of the Node that runs this; the main line where Lambda has none of it. */
export function runningLine(): NodeLine {
  return nodeLines.find((line) => process.versions.node.startsWith(`${line}.`)) ?? mainLine;
}

/**
 * In a clone, the binary that `npm ci` brought for this machine. In the npm package, and where the registry
 * has none for the machine, the running Node when it is of that line.
 * @throws Error when neither is there.
 */
export function nodeBinary(line: NodeLine): string {
  const packaged = fileURLToPath(
    ownFile(`node_modules/${table[line].package}-${process.platform}-${process.arch}/bin/node`),
  );
  if (existsSync(packaged)) return packaged;
  if (process.versions.node.startsWith(`${line}.`)) return process.execPath;
  throw new Error(
    `there is no Node ${line} here, only ${process.version}: run outcrop itself with Node ${line}. ` +
      "In a clone, npm ci installs every line on Linux",
  );
}
