/** Packages of no use but to be loaded: as many as a figure needs, each a few small modules. */
import { mkdirSync, writeFileSync } from "node:fs";

export interface PackageShape {
  readonly prefix?: string;
  readonly version?: string;
  /** Modules in each, its main one included. */
  readonly modules: number;
}

/**
 * Writes packages `prefix0` … below a node_modules. Each main module requires the package's other ones.
 * Returns their names.
 */
export function writePackages(
  nodeModules: string,
  count: number,
  { prefix = "package-", version = "1.0.0", modules }: PackageShape,
): string[] {
  return Array.from({ length: count }, (_, at) => {
    const name = `${prefix}${at}`;
    const folder = `${nodeModules}/${name}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/package.json`, JSON.stringify({ name, version, main: "index.js" }));
    const parts = Array.from({ length: modules - 1 }, (_unused, part) => `part${part}`);
    for (const part of parts)
      writeFileSync(`${folder}/${part}.js`, `"use strict";\nexports.name = "${name}/${part}";\n`);
    writeFileSync(
      `${folder}/index.js`,
      `"use strict";\n${parts.map((part) => `exports.${part} = require("./${part}");\n`).join("")}`,
    );
    return name;
  });
}
