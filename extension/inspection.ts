import type { Inspection } from "../core/findings/latent.ts";

/** What the inspection of native files asks of the process: the function's variables (an extension has them too) and what is being spent. */
export const inspection: Inspection = {
  variable: (name) => process.env[name] || null,
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};
