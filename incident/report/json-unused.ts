/** What of a layer no function loaded, as the JSON report has it. */
import type { UnusedContent } from "../analysis/unused-content.ts";

export function unusedOf({
  layer,
  functions,
  locked,
  environments,
  all,
  unused,
  bytes,
  notJudged,
}: UnusedContent) {
  return {
    layer,
    functions,
    locked_functions: locked,
    environments,
    packages: all.packages,
    bytes: all.bytes,
    unused_bytes: bytes,
    unused,
    not_judged: notJudged,
  };
}
