/** The soak's command line. */

import { positiveNumber } from "../../command/shared/option-values.ts";
import { oneOf, parseOptions } from "../../command/shared/usage.ts";
import { type NodeLine, nodeLines } from "../../sandbox/runtime/nodes.ts";

export const help = `Usage: npm run soak [-- options]

Runs one environment for many invokes, and many environments one after the other.
Checks that no line is lost or doubled, and that nothing is left over or grows.
Keeps the figures in dist/soak.json; the exit code is 1 if a check fails.

  --invokes N        of the one environment. Default 5000
  --cold-starts N    environments. Default 25
  --node LINE        ${nodeLines.join(" or ")}; may be given more than once. Default: each
  --help             this text
`;

const options = {
  invokes: { type: "string", default: "5000" },
  "cold-starts": { type: "string", default: "25" },
  node: { type: "string", multiple: true },
  help: { type: "boolean", short: "h", default: false },
} as const;

export interface SoakOptions {
  readonly invokes: number;
  readonly coldStarts: number;
  readonly lines: readonly NodeLine[];
  readonly help: boolean;
}

/** @throws UsageError */
export function soakOptions(parameters: readonly string[]): SoakOptions {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  const { node = [], help } = values;
  const names = node.map((line) => oneOf("node", line, nodeLines.map(String)));
  return {
    invokes: positiveNumber("invokes", values.invokes, { whole: true }),
    coldStarts: positiveNumber("cold-starts", values["cold-starts"], { whole: true }),
    lines: nodeLines.filter((line) => names.length === 0 || names.includes(String(line))),
    help,
  };
}
