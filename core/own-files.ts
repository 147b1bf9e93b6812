/**
 * Where Outcrop's own files are: templates, pages, the layer's zip, the scripts of the sandbox. The npm package
 * has them where a clone has them. This file is one folder below the top, and so is each file that the build
 * makes of it for the package (build/bundle-command.ts).
 */

const here = import.meta.url;

/** True in a clone of the repository, where the sources run; false in the npm package. */
export const isClone: boolean = here.endsWith("/core/own-files.ts");

/** @param path from the top, such as `docs/findings/torn-family.md`; a folder ends with a slash */
export function ownFile(path: string): URL {
  return new URL(`../${path}`, here);
}

/** The layer's zip. In a clone, `npm run build` makes it. */
export const layerZip: URL = ownFile("dist/outcrop-layer.zip");

/** The `outcrop` command. */
export const ownProgram: URL = ownFile(isClone ? "command/outcrop.ts" : "bin/outcrop.js");
