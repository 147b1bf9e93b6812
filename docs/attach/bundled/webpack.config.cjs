const { cpSync } = require("node:fs");
const { resolve } = require("node:path");

/** Outcrop reads in the lock which versions the packages have. */
const copyLock = {
  apply: (compiler) =>
    compiler.hooks.done.tap("CopyLock", () => cpSync("package-lock.json", "dist/package-lock.json")),
};

module.exports = {
  mode: "production",
  target: "node22",
  entry: "./index.mjs",
  output: { path: resolve("dist"), filename: "index.js", library: { type: "commonjs2" } },
  // Outcrop reads in the map which packages are in the bundle. It does not need their source.
  devtool: "nosources-source-map",
  plugins: [copyLock],
};
