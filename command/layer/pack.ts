/** `outcrop layer pack`: a layer's zip that says itself what is in it. */
import { randomUUID } from "node:crypto";
import { createWriteStream, renameSync, rmSync, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { openTree } from "../../check/lambda/open-tree.ts";
import type { Tree } from "../../check/lambda/tree.ts";
import { isManifest, type LayerContent, layerContent } from "../../check/lock/layer-content.ts";
import { manifestText } from "../../check/lock/write-lock.ts";
import { labelOf, manifestFolder } from "../../core/lock/lock.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { counted } from "../../page/counts.ts";
import { sizeText } from "../../page/size-text.ts";
import { checkOutput, outputFile } from "../shared/output.ts";
import { helpOption, parseOptions, UsageError } from "../shared/usage.ts";
import { layerNameOf } from "./layer-name.ts";
import { zipOfLayer } from "./zip-of-layer.ts";

export const help = `Usage: outcrop layer pack ZIP|DIR --name NAME [--version VERSION] [--out FILE]

Writes the layer as a zip with a manifest in it, ${manifestFolder}/NAME.json: its name and
version, and its packages and native files. Outcrop then knows the layer by it. The same files
give the same bytes.

  --name NAME         the layer's name, as it is published
  --version VERSION   its version, such as 7 or 2.1.0
  --out FILE          the zip (default: NAME.zip)
  --help              show this text

Example:
  outcrop layer pack build/utils --name shop-utils --version 2.1.0 --out dist/shop-utils.zip

Exit codes: 0 written, 2 wrong usage, 3 the layer cannot be read.
`;

export const options = {
  name: { type: "string" },
  version: { type: "string" },
  out: { type: "string" },
  help: helpOption,
} as const;

export const choices = {};

/** A label has a colon between name and version. */
const layerVersion = /^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}$/;

/** @returns 0, or 3 as the help says. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  const [path, ...others] = positionals;
  const { version = null } = values;
  if (path === undefined || others.length > 0)
    throw new UsageError("layer pack takes one layer, a zip or a folder");
  const name = layerNameOf(values.name);
  if (version !== null && !layerVersion.test(version))
    throw new UsageError(`--version must be letters, digits and . + - _, not ${version || "empty"}`);
  if (statSync(path, { throwIfNoEntry: false }) === undefined)
    throw new UsageError(`${path}: there is no such file or folder`);
  const out = outputFile(values.out ?? `${name}.zip`);
  if (out === undefined) throw new UsageError("layer pack needs a file for --out");
  checkOutput(out);
  const tree = await openTree(path);
  try {
    needsRoomForManifest(tree, `${manifestFolder}/${name}.json`);
    const content = layerContent(tree);
    const manifest = manifestText({ name, version, arn: null, codeSha256: null, ...content });
    await write(zipOfLayer(tree, isManifest, new Map([[`${manifestFolder}/${name}.json`, manifest]])), out);
    for (const old of [...tree.nodes.keys()].filter(isManifest))
      if (old !== `${manifestFolder}/${name}.json`)
        process.stderr.write(`outcrop: ${plainText(`${old} is left out: it is about another zip`)}\n`);
    process.stdout.write(
      plainText(`${out}: ${labelOf({ name, version })}, ${contentText(tree, content, out)}`),
    );
    process.stdout.write("\n");
    return 0;
  } finally {
    tree.close();
  }
}

/** @throws UsageError where the manifest needs a folder and the layer has a file, or the other way round */
function needsRoomForManifest({ name, nodes }: Tree, manifest: string): void {
  const parts = manifest.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const path = parts.slice(0, depth).join("/");
    const kind = nodes.get(path)?.kind;
    const isManifest = depth === parts.length;
    if (kind !== undefined && (kind === "directory") === isManifest)
      throw new UsageError(
        `${name}: ${path} is a ${kind === "directory" ? "folder" : kind}, and the manifest ${manifest} needs ` +
          `a ${isManifest ? "file" : "folder"} there`,
      );
  }
}

/** Under another name at first: the zip may be the layer that is read, and a half one is of no use. */
async function write(bytes: AsyncIterable<Uint8Array>, out: string): Promise<void> {
  const draft = `${out}.${randomUUID()}`;
  try {
    await pipeline(bytes, createWriteStream(draft, { flags: "wx" }));
    renameSync(draft, out);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function contentText({ nodes }: Tree, { packages, natives }: LayerContent, out: string): string {
  const files = [...nodes.values()].filter(({ kind }) => kind !== "directory").length;
  const inside = [
    counted(files, "file"),
    counted(packages.size, "package"),
    ...(natives.size > 0 ? [counted(natives.size, "native file")] : []),
  ];
  return `${inside.join(", ")}, ${sizeText(statSync(out).size)}.`;
}
