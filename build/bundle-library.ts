/**
 * What programs import from the npm package: one folder of the package for each entry of its exports map, with
 * CommonJS that `import` and `require` both take, and its types.
 */
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build, type Metafile } from "esbuild";
import { common } from "./bundle.ts";

/**
 * TypeScript's own program for this machine. The variable names another one, for a Node that is emulated, as
 * ESBUILD_BINARY_PATH does for esbuild.
 */
const compiler =
  process.env["OUTCROP_TSC"] ??
  `node_modules/@typescript/typescript-${process.platform}-${process.arch}/lib/tsc`;

interface Library {
  /** The key of the exports map: `./x` for an import of `outcrop/x`. */
  readonly name: string;
  /** Its types may import those of files next to it and below it, and no others of ours. */
  readonly source: string;
  /** At the top of the package, as core/own-files.ts wants it (build/bundle-command.ts). */
  readonly folder: string;
  /** Packages of which only its types are used. */
  readonly types: readonly string[];
}

/** A further entry of the package, such as a construct for the CDK, is a row here. */
export const libraries: readonly Library[] = [
  { name: ".", source: "layer-template/index.ts", folder: "lib", types: [] },
  { name: "./cdk", source: "layer-template/cdk/index.ts", folder: "cdk", types: ["constructs"] },
];

/**
 * Writes the libraries into the package's folder.
 * @returns esbuild's account of what went in and what stays imported from outside
 */
export async function bundleLibraries(target: string): Promise<Metafile["outputs"]> {
  const outputs = await Promise.all(libraries.map((library) => bundleLibrary(library, target)));
  return Object.assign({}, ...outputs);
}

async function bundleLibrary({ source, folder }: Library, target: string): Promise<Metafile["outputs"]> {
  const outdir = join(target, folder);
  const { metafile } = await build({
    ...common,
    entryPoints: { index: source },
    outdir,
    packages: "external",
    // CommonJS has no import.meta.
    define: { "import.meta.url": "outcropUrl" },
    banner: { js: 'const outcropUrl = require("node:url").pathToFileURL(__filename).href;' },
    metafile: true,
  });
  writeFileSync(join(outdir, "package.json"), '{ "type": "commonjs" }\n');
  writeTypes(source, outdir);
  return metafile.outputs;
}

/** The declarations of the source and of what is next to and below it. */
function writeTypes(source: string, outdir: string): void {
  const scratch = mkdtempSync(join(tmpdir(), "outcrop-types-"));
  try {
    const settings = ["--ignoreConfig", "--module", "nodenext", "--allowImportingTsExtensions"];
    const types = ["--types", "node", "--declaration", "--emitDeclarationOnly", "--noCheck"];
    const places = ["--rootDir", ".", "--outDir", scratch];
    execFileSync(compiler, [...settings, ...types, ...places, source], { stdio: "inherit" });
    const made = join(scratch, dirname(source));
    for (const path of globSync("**/*.d.ts", { cwd: made })) {
      const text = readFileSync(join(made, path), "utf8");
      mkdirSync(dirname(join(outdir, path)), { recursive: true });
      writeFileSync(join(outdir, path), text.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
