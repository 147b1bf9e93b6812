/**
 * `npm run package`: dist/package, which the build makes, -> dist/outcrop-VERSION.tgz, as `npm pack` would pack
 * it. The same folder gives the same bytes on every machine.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "fflate";
import { create } from "tar";
import { pathsBelow } from "./paths-below.ts";
import { checkSizes, sizeTable } from "./size-gate.ts";

/** What npm gives to every file (npm-packlist): no file is older. */
const mtime = new Date("1985-10-26T08:15:00.000Z");

/**
 * @param folder with the package, as the build makes it
 * @returns the bytes of the .tgz. fflate compresses to the same ones whatever the processor, unlike zlib
 */
export function packageArchive(folder: string): Uint8Array {
  const pack = create(
    { sync: true, cwd: folder, prefix: "package", portable: true, mtime, noDirRecurse: true },
    pathsBelow(folder),
  );
  const tar = pack.read();
  if (tar === null) throw new Error(`${folder} is empty`);
  return gzipSync(tar, { level: 9, mtime: 0 });
}

/**
 * Writes the package. @returns its path
 * @throws Error where it is above its limit
 */
export function writePackage(folder = "dist/package", target = "dist"): string {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const path = `${target}/${name}-${version}.tgz`;
  const bytes = packageArchive(folder);
  const sizes = { "dist/outcrop.tgz": bytes.length };
  const [problem] = checkSizes(sizes);
  if (problem !== undefined) throw new Error(problem);
  writeFileSync(path, bytes);
  return path;
}

if (import.meta.main) {
  const path = writePackage();
  console.log(pathsBelow("dist/package").join("\n"));
  console.log(`${path}\n${sizeTable({ "dist/outcrop.tgz": readFileSync(path).length })}`);
}
