/** Which files of the repository are in the npm package, at the same places. */
import { globSync } from "node:fs";
import { join, relative, sep } from "node:path";

const kept = [
  "LICENSE",
  "CHANGELOG.md",
  "README.md",
  "dist/outcrop-layer.zip",
  "layer-template/template.yaml",
  "docs/*.{md,schema.json}",
  "docs/{attach,findings,organization}/**",
  "docs/generated/*.yaml",
  "docs/generated/{queries,cost}.md",
  // What the command reads while it runs.
  "command/verify/probe/*",
  "sandbox/isolation/*.sh",
  "sandbox/runtime/*.{sh,cjs}",
  "sandbox/runtime-client/{install.sh,package.json,package-lock.json}",
  "sandbox/stand-in/*.mjs",
  "sandbox/demo/{function,layer-observability,layer-utils,runtime}/**",
];

/** A guide's lockfile is for the tests of the guide. */
const left = /(^|\/)(\.|node_modules\/)|^docs\/.*package-lock\.json$/;

/** Paths from the top, in the order of their names. */
export function packageFiles(): string[] {
  const found = globSync(kept, {
    withFileTypes: true,
    exclude: (entry) => entry.name === "node_modules" || entry.name.startsWith("."),
  });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(".", join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => !left.test(path))
    .sort();
}
