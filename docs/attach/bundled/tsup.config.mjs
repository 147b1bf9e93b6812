import { cpSync } from "node:fs";

export default {
  entry: ["index.mjs"],
  outDir: "dist",
  format: "cjs",
  target: "node22",
  minify: true,
  // tsup leaves out what package.json depends on.
  noExternal: [/./],
  // Outcrop reads in the map which packages are in the bundle, and in the lock which versions they have.
  sourcemap: true,
  esbuildOptions: (options) => {
    options.sourcesContent = false;
  },
  onSuccess: async () => cpSync("package-lock.json", "dist/package-lock.json"),
};
