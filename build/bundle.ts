/** How each shipped program becomes one file. */
import { readFileSync } from "node:fs";
import { type BuildOptions, build, type Metafile } from "esbuild";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const common: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node22.15",
  format: "cjs",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.OUTCROP_VERSION": JSON.stringify(version) },
};

export async function bundleShim(outfile: string): Promise<void> {
  await build({ ...common, entryPoints: ["shim/shim.ts"], outfile });
}

/**
 * Two files: what `register` needs, and the rest. V8 reads a whole file before it runs its first line, and the runtime waits for `register`.
 * @returns esbuild's account of what went in and what stays imported from outside, of both
 */
export async function bundleExtension(folder: string): Promise<Metafile["outputs"]> {
  const start = await build({
    ...common,
    entryPoints: ["extension/main.ts"],
    outfile: `${folder}/extension.cjs`,
    external: ["./lifecycle.cjs"],
    metafile: true,
  });
  const rest = await build({ ...common, entryPoints: ["extension/lifecycle.ts"], outfile: `${folder}/lifecycle.cjs`, metafile: true });
  return { ...start.metafile.outputs, ...rest.metafile.outputs };
}
