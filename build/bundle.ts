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

/** @returns esbuild's account of what went in and what stays imported from outside */
export async function bundleExtension(outfile: string): Promise<Metafile> {
  const { metafile } = await build({ ...common, entryPoints: ["extension/main.ts"], outfile, metafile: true });
  return metafile as Metafile;
}
