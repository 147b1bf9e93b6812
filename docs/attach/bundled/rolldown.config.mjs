import { cpSync } from "node:fs";

/** Outcrop reads in the lock which versions the packages have. */
const copyLock = {
  name: "copy-lock",
  writeBundle: () => cpSync("package-lock.json", "dist/package-lock.json"),
};

export default {
  input: "index.mjs",
  platform: "node",
  plugins: [copyLock],
  output: {
    file: "dist/index.mjs",
    format: "esm",
    codeSplitting: false,
    minify: true,
    // Outcrop reads in the map which packages are in the bundle. It does not need their source.
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
};
