/**
 * `npm run release`: every asset of the version in package.json into dist/release, from a clean checkout. Two
 * releases of one commit give the same bytes, on any machine.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseOptions, UsageError } from "../../command/shared/usage.ts";
import { readBundled } from "../bundled.ts";
import { packageArchive } from "../package.ts";
import { assetsOf } from "./assets.ts";
import { nothingUnreleased } from "./changelog.ts";
import { cleanCommit } from "./checkout.ts";
import { builderOf } from "./provenance.ts";
import { sha256 } from "./sums.ts";

const help = `Usage: npm run release [-- options]

Makes the assets of the version in package.json in dist/release. Nothing is published.

  --tag TAG   the tag that is released: it must be the version's, and no change may wait for a version
  --help      this text
`;

const options = {
  tag: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

const folder = "dist/release";

/** @throws Error when the checkout cannot be released */
async function main(parameters: readonly string[]): Promise<void> {
  const { values } = parseOptions({ args: [...parameters], options, allowPositionals: false });
  if (values.help) return void process.stdout.write(help);
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  if (values.tag !== undefined && values.tag !== `v${version}`)
    throw new Error(`the tag is ${values.tag}, and package.json has version ${version}`);
  if (values.tag !== undefined) nothingUnreleased(readFileSync("CHANGELOG.md", "utf8"));
  const commit = cleanCommit(".");
  const built = {
    layer: readFileSync("dist/outcrop-layer.zip"),
    archive: packageArchive("dist/package"),
    bundled: readBundled(),
  };
  const assets = assetsOf(version, commit, built, builderOf(process.env));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of assets) writeFileSync(join(folder, name), content);
  console.log(`Outcrop ${version} of commit ${commit.hash.slice(0, 12)}, in ${folder}:\n`);
  for (const [name, content] of assets)
    console.log(`${sha256(content).slice(0, 16)}  ${String(content.length).padStart(9)} bytes  ${name}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : error}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
