/** The npm package as far as CDK apps use it, built from this checkout. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Puts it into a folder's `node_modules`, where the package's own build has each of these files, too. */
export async function installPackage(folder: string): Promise<void> {
  const target = join(folder, "node_modules/outcrop");
  mkdirSync(join(target, "dist"), { recursive: true });
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const manifest = {
    name: "outcrop",
    version,
    type: "module",
    exports: { "./cdk": "./cdk/index.js", "./package.json": "./package.json" },
  };
  writeFileSync(join(target, "package.json"), JSON.stringify(manifest));
  cpSync("dist/outcrop-layer.zip", join(target, "dist/outcrop-layer.zip"));
  await build({
    entryPoints: ["layer-template/cdk/index.ts"],
    outfile: join(target, "cdk/index.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
}
