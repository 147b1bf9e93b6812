// Wherever the package manager keeps the package, in a zip too, its resolver knows the place.
import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);
const outcrop = dirname(resolve("outcrop/package.json"));
copyFileSync(join(outcrop, "dist/outcrop-layer.zip"), "outcrop-layer.zip");
