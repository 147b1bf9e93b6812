/** The Node lines that Lambda offers, and where this checkout keeps a binary of each. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const nodeLines = [24, 22] as const;
export type NodeLine = (typeof nodeLines)[number];

const packageOf: Record<NodeLine, string> = { 24: "node", 22: "node22" };

/**
 * The binary that `npm ci` brought for this machine; where the registry has none for it, the running Node when it is of that line.
 * @throws Error when neither is there.
 */
export function nodeBinary(line: NodeLine): string {
  const packaged = fileURLToPath(
    new URL(`../node_modules/${packageOf[line]}-${process.platform}-${process.arch}/bin/node`, import.meta.url),
  );
  if (existsSync(packaged)) return packaged;
  if (process.versions.node.startsWith(`${line}.`)) return process.execPath;
  throw new Error(
    `no Node ${line} for ${process.platform}-${process.arch}: npm ci brings it on Linux; elsewhere run this with Node ${line}`,
  );
}
