/** What the inits of a function took, as the JSON report has it. */
import type { FunctionLoadTimes } from "../model/load-times.ts";

export function initOf({ functionName, environments, init, idle, roots, copies }: FunctionLoadTimes) {
  return {
    function_name: functionName,
    environments,
    init_ms: init,
    idle_ms: idle,
    roots_ms: roots,
    copies: copies.map(({ self, total, environments: seen, ...one }) => ({
      ...one,
      environments: seen,
      self_ms: self,
      total_ms: total,
    })),
  };
}
