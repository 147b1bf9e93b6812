/** The npm package `outcrop` as a folder: what `npm install` unpacks. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundleCommand } from "./bundle-command.ts";
import { bundleLibraries } from "./bundle-library.ts";
import { type BundledPackage, bundledPackages, noticeText } from "./notice.ts";
import { packageFiles } from "./package-files.ts";
import { packageManifest } from "./package-manifest.ts";
import { packagePage } from "./package-pages.ts";
import { pathsBelow } from "./paths-below.ts";

/** What the reader runs. Other files are read, or are the argument of a shell. */
const program = "bin/outcrop.js";

/**
 * Needs the layer's zip in dist/. The folder is made new.
 * @param folder such as dist/package
 * @returns whose code is in the bundles
 */
export async function assemblePackage(folder: string): Promise<readonly BundledPackage[]> {
  rmSync(folder, { recursive: true, force: true });
  const outputs = { ...(await bundleCommand(`${folder}/bin`)), ...(await bundleLibraries(folder)) };
  const manifest = packageManifest(JSON.parse(readFileSync("package.json", "utf8")), outputs);
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  const packages = bundledPackages(outputs);
  writeFileSync(`${folder}/NOTICE`, noticeText(packages));
  const files = packageFiles();
  for (const path of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (path.endsWith(".md")) writeFileSync(target, packagePage(readFileSync(path, "utf8"), path, files));
    else copyFileSync(path, target);
  }
  for (const path of pathsBelow(folder)) chmodSync(`${folder}/${path}`, path === program ? 0o755 : 0o644);
  return packages;
}
