/**
 * The `outcrop` command: a small file that starts, and the rest in chunks that it loads when they are needed. As
 * one file it would take four times as long as Node itself to start: V8 reads a file to its end before it runs
 * the first line.
 *
 * Chunks are one folder below the top, as core/own-files.ts is, which says where Outcrop's files are.
 */
import { build, type Metafile } from "esbuild";
import { common } from "./bundle.ts";

/** What npm installs next to Outcrop where the reader wants it. */
const optional = ["@aws-sdk/*", "@duckdb/node-api"];

/**
 * Writes `outcrop.js` and its chunks into the folder.
 * @returns esbuild's account of what went in and what stays imported from outside
 */
export async function bundleCommand(folder: string): Promise<Metafile["outputs"]> {
  const { metafile } = await build({
    ...common,
    format: "esm",
    splitting: true,
    entryPoints: { outcrop: "command/outcrop.ts" },
    outdir: folder,
    chunkNames: "[name]-[hash]",
    external: optional,
    // Bundled CommonJS packages ask for Node's own modules so.
    banner: {
      js:
        'import { createRequire as outcropRequire } from "node:module";' +
        "const require = outcropRequire(import.meta.url);",
    },
    metafile: true,
  });
  return metafile.outputs;
}
