import { cpSync } from "node:fs";
import { build } from "esbuild";

await build({
  entryPoints: ["index.mjs"],
  outfile: "dist/index.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  minify: true,
  // Outcrop reads in the map which packages are in the bundle, and in the lock which versions they have.
  sourcemap: true,
  sourcesContent: false,
});
cpSync("package-lock.json", "dist/package-lock.json");
