/**
 * Where the demo has what it makes. In a clone everything is below dist/demo. From the npm package, what a reader
 * wants is in the current folder, and what can be installed again is in the user's cache.
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isClone, ownFile } from "../../core/own-files.ts";
import { cacheFolder } from "../runtime/cache-folder.ts";

/** As the demo prints it, here and below: from the clone's top folder, or from the current one. */
export const outputFolder = isClone ? "dist/demo" : "outcrop-demo";
export const telemetryFile = `${outputFolder}/telemetry.jsonl`;
/** The whole log stream of the run. */
export const logFile = `${outputFolder}/log.json`;

export const rootsFolder = isClone ? absolute("dist/demo/roots") : join(cacheFolder(), "demo");

export function absolute(place: string): string {
  return isClone ? fileURLToPath(ownFile(place)) : resolve(place);
}
