import { readFileSync } from "node:fs";
import { ownFile } from "../../core/own-files.ts";

/** Outcrop's own. */
export function outcropVersion(): string {
  const manifest = JSON.parse(readFileSync(ownFile("package.json"), "utf8")) as { version: string };
  return manifest.version;
}
