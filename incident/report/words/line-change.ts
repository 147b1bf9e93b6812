/** Another line of Node, with which errors came. */
import type { LineChange } from "../../analysis/node-line.ts";

export function lineText(line: LineChange | null): string | null {
  return line === null
    ? null
    : `The failures came when the function moved from Node ${line.from} to Node ${line.to}`;
}
