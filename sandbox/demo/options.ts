/** The demo's command line. */

import { oneOf, parseOptions } from "../../command/shared/usage.ts";
import { type NodeLine, nodeLines } from "../runtime/nodes.ts";

export const help = `Usage: npm run demo [-- options]

Runs an orders service with two layers and some of the AWS SDK in a local Lambda,
with Outcrop's layer on top, and shows what Outcrop found. The packages are real:
the first run installs them into dist/demo.

  --node 22|24   Node line (default: 24)
  --json         print Outcrop's raw lines instead of the report
  --help         this text
`;

const options = {
  node: { type: "string", default: "24" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface DemoOptions {
  readonly node: NodeLine;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws UsageError */
export function demoOptions(parameters: readonly string[]): DemoOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  return { ...values, node: Number(oneOf("node", values.node, nodeLines.map(String))) as NodeLine };
}
