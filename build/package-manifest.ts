/** The npm package's package.json, from the repository's. */
import { isBuiltin } from "node:module";
import type { Metafile } from "esbuild";
import { libraries } from "./bundle-library.ts";

/** What npm may have installed next to Outcrop. The calls that Outcrop makes are in every release of these. */
const peers: readonly (readonly [name: RegExp, range: string])[] = [
  [/^@aws-sdk\/client-/, "^3.0.0"],
  // Its versions are prereleases, which no other range takes.
  [/^@duckdb\/node-api$/, "*"],
  // The first with priorities of aspects.
  [/^aws-cdk-lib$/, "^2.172.0"],
  [/^constructs$/, "^10.0.0"],
];

/**
 * @param source the repository's package.json
 * @param outputs esbuild's account of everything in the package: what it imports from outside is a peer
 * @throws Error for an import from outside that `peers` does not have
 */
export function packageManifest(
  source: Readonly<Record<string, unknown>>,
  outputs: Metafile["outputs"],
): Record<string, unknown> {
  const { name, version, description, license, type, engines } = source;
  const outside = [...outsideOf(outputs), ...libraries.flatMap(({ types }) => types)];
  const needed = outside.sort().map((peer) => [peer, rangeOf(peer)] as const);
  const main = libraries.find((library) => library.name === ".");
  const exports = libraries.map(({ name: key, folder }) => [
    key,
    { types: `./${folder}/index.d.ts`, default: `./${folder}/index.js` },
  ]);
  return {
    ...{ name, version, description, keywords, license, type, engines },
    bin: { outcrop: "bin/outcrop.js" },
    // For resolvers that know no exports map.
    ...(main && { main: `${main.folder}/index.js`, types: `${main.folder}/index.d.ts` }),
    exports: {
      ...Object.fromEntries(exports),
      "./outcrop-layer.zip": "./dist/outcrop-layer.zip",
      "./docs/*": "./docs/*",
      "./layer-template/*": "./layer-template/*",
      "./package.json": "./package.json",
    },
    peerDependencies: Object.fromEntries(needed),
    peerDependenciesMeta: Object.fromEntries(needed.map(([peer]) => [peer, { optional: true }])),
  };
}

const keywords = ["aws", "lambda", "layer", "node_modules", "dependencies", "observability", "cdk"];

function outsideOf(outputs: Metafile["outputs"]): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const outside = imports.filter(({ path, external }) => external === true && !isBuiltin(path));
  const packages = outside.map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  return [...new Set(packages)].sort();
}

function rangeOf(peer: string): string {
  const found = peers.find(([name]) => name.test(peer));
  if (found === undefined) throw new Error(`the package imports ${peer}, which is not one of its peers`);
  return found[1];
}
