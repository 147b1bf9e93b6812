/** Paths from the top of the repository, as the demo prints them. */
import { fileURLToPath } from "node:url";

export const layerZip = "dist/outcrop-layer.zip";
export const telemetryFile = "dist/demo/telemetry.jsonl";
/** The whole log stream of the run. */
export const logFile = "dist/demo/log.json";

export function absolute(place: string): string {
  return fileURLToPath(new URL(`../../${place}`, import.meta.url));
}
