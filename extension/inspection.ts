import type { Inspection } from "../core/findings/engine/latent.ts";
import type { Work } from "./work.ts";

/**
 * What the inspection of native files needs from the process: the function's variables (an extension has them
 * too) and the budget that the inspection spends.
 */
export function inspectionIn(work: Pick<Work, "cpuMs">): Inspection {
  return {
    variable: (name) => process.env[name] || null,
    cpuMs: () => work.cpuMs,
  };
}
