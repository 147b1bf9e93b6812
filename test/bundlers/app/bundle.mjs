/**
 * Makes `<folder>/<name>/index.js` (or .mjs) of each bundler, format and entry, with a source map, and esbuild's
 * metafile and webpack's stats; the folder is given.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import nodeResolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import * as esbuild from "esbuild";
import { build as rolldown } from "rolldown";
import { rollup } from "rollup";
import { build as tsup } from "tsup";
import webpack from "webpack";

const [folder] = process.argv.slice(2);
const entries = ["commonjs.js", "mixed.mjs", "modules.mjs"];
const formats = { cjs: "js", esm: "mjs" };

// A package with its own copy of another.
cpSync("node_modules/dayjs", "node_modules/legacy-dates/node_modules/dayjs", { recursive: true });
writeFileSync("node_modules/legacy-dates/index.js", 'module.exports = require("dayjs");\n');

for (const entry of entries) {
  const input = resolve(entry);
  for (const minify of [false, true]) {
    const named = (bundler, format) => `${bundler}-${entry}-${format}${minify ? "-min" : ""}`;
    for (const [format, extension] of Object.entries(formats)) {
      const place = (bundler) => join(folder, named(bundler, format), `index.${extension}`);
      const common = { bundle: true, platform: "node", format, minify, sourcemap: true, metafile: true };
      const outfile = place("esbuild");
      const { metafile } = await esbuild.build({
        ...common,
        entryPoints: [input],
        outfile,
        logLevel: "error",
      });
      writeFileSync(join(dirname(outfile), "index.meta.json"), JSON.stringify(metafile));
      const output = { file: place("rolldown"), format, minify, codeSplitting: false, sourcemap: true };
      await rolldown({ input, platform: "node", output, logLevel: "silent" });
      const plugins = [
        nodeResolve({ preferBuiltins: true, exportConditions: ["node"] }),
        commonjs(),
        minify && terser(),
      ];
      const rolled = await rollup({ input, plugins, onwarn() {} });
      await rolled.write({ file: place("rollup"), format, inlineDynamicImports: true, sourcemap: true });
    }
    const packed = join(folder, named("tsup", "cjs"));
    await tsup({
      entry: { index: input },
      format: "cjs",
      outDir: packed,
      minify,
      sourcemap: true,
      metafile: true,
      silent: true,
      noExternal: [/./],
      config: false,
    });
    await webpacked(input, join(folder, named("webpack", "cjs")), minify);
    nccPacked(input, join(folder, named("ncc", "own")), minify);
  }
}
// tsup leaves out what package.json depends on.
await tsup({
  entry: { index: resolve("commonjs.js") },
  format: "cjs",
  outDir: join(folder, "tsup-external"),
  external: ["legacy-dates"],
  silent: true,
  config: false,
});

function webpacked(entry, path, minify) {
  const options = {
    mode: minify ? "production" : "development",
    target: "node",
    devtool: "source-map",
    entry,
    output: { path, filename: "index.js", library: { type: "commonjs2" } },
  };
  return new Promise((done, fail) =>
    webpack(options, (error, stats) => {
      if (error || stats.hasErrors()) fail(error ?? new Error(stats.toString()));
      else {
        writeFileSync(join(path, "stats.json"), JSON.stringify(stats.toJson()));
        done();
      }
    }),
  );
}

function nccPacked(entry, path, minify) {
  mkdirSync(path, { recursive: true });
  const command = ["node_modules/@vercel/ncc/dist/ncc/cli.js", "build", entry, "-q", "-s", "-o", path];
  execFileSync(process.execPath, minify ? [...command, "-m"] : command, { stdio: "pipe" });
  // ES modules are written as index.js beside a package.json, or as index.mjs.
  if (!readdirSync(path).includes("package.json")) return;
  renameSync(join(path, "index.js"), join(path, "index.mjs"));
  renameSync(join(path, "index.js.map"), join(path, "index.mjs.map"));
}
