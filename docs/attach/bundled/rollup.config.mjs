import { cpSync } from "node:fs";
import commonjs from "@rollup/plugin-commonjs";
import nodeResolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";

/** Outcrop reads in the lock which versions the packages have. */
const copyLock = {
  name: "copy-lock",
  writeBundle: () => cpSync("package-lock.json", "dist/package-lock.json"),
};

export default {
  input: "index.mjs",
  plugins: [
    nodeResolve({ preferBuiltins: true, exportConditions: ["node"] }),
    commonjs(),
    terser(),
    copyLock,
  ],
  output: {
    file: "dist/index.mjs",
    format: "esm",
    inlineDynamicImports: true,
    // Outcrop reads in the map which packages are in the bundle. It does not need their source.
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
};
