/** What the demo deployed, for the commands that its reader tries next (docs/tour.md). */
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { absolute, outputFolder } from "./places.ts";
import { demoInvokes, demoLayers } from "./scenario.ts";

export interface Deployed {
  /** The function's folder. */
  readonly function: string;
  /** The layers' zips, lowest first. */
  readonly layers: readonly string[];
  /** What /var/runtime has besides the runtime client. */
  readonly runtime: string;
}

/**
 * Puts it next to the demo's log: `orders`, a zip for each layer, `runtime`, and the event that fails. A reader may
 * change the function and the layers: they are copies.
 */
export function leaveDeployed(deployed: Deployed): void {
  const folder = absolute(outputFolder);
  mkdirSync(folder, { recursive: true });
  const fresh = (name: string): string => {
    rmSync(join(folder, name), { recursive: true, force: true });
    return join(folder, name);
  };
  cpSync(deployed.function, fresh("orders"), { recursive: true, verbatimSymlinks: true });
  for (const [index, [, { name }]] of demoLayers.entries())
    cpSync(deployed.layers[index] as string, fresh(`${name}.zip`));
  symlinkSync(deployed.runtime, fresh("runtime"));
  const failing = demoInvokes.find(({ causes }) => causes.some(({ code }) => code === "range-violation"));
  writeFileSync(fresh("wrong-order.json"), `${JSON.stringify(failing?.event)}\n`);
}
