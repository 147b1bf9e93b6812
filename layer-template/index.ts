/** What the npm package gives to programs that deploy Outcrop's layer. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { layerZip, ownFile } from "../core/own-files.ts";

/** Path of the layer's zip on this machine: one zip for x86_64 and arm64. */
export const layerZipPath: string = fileURLToPath(layerZip);

/** The value of AWS_LAMBDA_EXEC_WRAPPER that switches the layer on. */
export const execWrapper = "/opt/outcrop-wrapper";

/** Outcrop's version, such as `0.1.0`. */
export const version: string = JSON.parse(readFileSync(ownFile("package.json"), "utf8")).version;
