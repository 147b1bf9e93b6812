/** How each shipped program becomes one file. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";

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

/** Powertools Logger draws random numbers when it samples, which it never does here: node:crypto, a quarter of the bundle's start, can wait. */
const lazyCrypto: Plugin = {
  name: "lazy-crypto",
  setup(build) {
    build.onResolve({ filter: /^node:crypto$/ }, ({ importer }) =>
      importer.includes("@aws-lambda-powertools") ? { path: "crypto", namespace: "lazy" } : null,
    );
    build.onLoad({ filter: /.*/, namespace: "lazy" }, () => ({
      contents: 'export const randomInt = (...bounds) => require("node:crypto").randomInt(...bounds);',
    }));
  },
};

/**
 * On one line, with words in it that Node looks for: it prints no source line with them before an uncaught error (GetErrorSource in
 * src/node_errors.cc). The shim hands on the resolver's errors, so that line would be the shim's, all of it, in the function's log.
 */
export async function bundleShim(outfile: string): Promise<void> {
  const { outputFiles } = await build({ ...common, entryPoints: ["shim/shim.ts"], write: false });
  // The line breaks that are left stand in template literals, where an escape means the same.
  const line = outputFiles[0]?.text.trimEnd().replaceAll("\n", "\\n");
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, `${line}//node-do-not-add-exception-line\n`);
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
  const rest = await build({
    ...common,
    entryPoints: ["extension/lifecycle.ts"],
    outfile: `${folder}/lifecycle.cjs`,
    plugins: [lazyCrypto],
    metafile: true,
  });
  return { ...start.metafile.outputs, ...rest.metafile.outputs };
}
