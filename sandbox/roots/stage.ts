/**
 * The temporary directory of a sandbox. The roots of Lambda that must be made are below it; the rest are
 * named by their place on the host.
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ZipError } from "../../check/zip/zip-error.ts";
import { ownFile } from "../../core/own-files.ts";
import { OptionError, type Settings } from "../contract/options.ts";
import { defaultNodePath } from "../runtime/variables.ts";
import type { RuntimeClient } from "../runtime-client/client.ts";
import { overlay } from "./merge.ts";
import { unpack } from "./unpack.ts";

export interface StagedRoots {
  readonly directory: string;
  /** The caller's directory. */
  readonly task: string;
  /** The merged layers; a single one is not copied. */
  readonly opt: string;
  readonly lang: string;
  /** bootstrap, index.mjs and the client's other files. */
  readonly runtime: string;
  /** Further entries of /var/runtime: name -> path. The client's own files come first. */
  readonly runtimeExtra: Readonly<Record<string, string>>;
  readonly tmp: string;
  /** The real Node binary. */
  readonly node: string;
  /** What an image of the customer's own has except for roots: path -> file or directory of the host. */
  readonly imageFiles: Readonly<Record<string, string>>;
}

/**
 * @throws OptionError when a layer cannot be read.
 */
export async function stageRoots(settings: Settings, client: RuntimeClient): Promise<StagedRoots> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-sandbox-")));
  try {
    const at = (path: string): string => {
      mkdirSync(join(directory, path), { recursive: true });
      return join(directory, path);
    };
    const roots: StagedRoots = {
      directory,
      task: settings.task,
      opt: await mergeLayers(settings.layers, at("opt"), at("layers")),
      lang: at("var/lang"),
      runtime: at("var/runtime"),
      runtimeExtra: extraEntries(settings.runtime, [...Object.keys(client.files), "bootstrap"]),
      tmp: at("tmp"),
      node: realpathSync(settings.node),
      imageFiles: imageFiles(settings, client),
    };
    chmodSync(roots.tmp, 0o1777);
    stageLang(roots.lang);
    const { node: imageNode, client: clientFolder = "/var/runtime", entrypoint } = settings.image;
    // An image's own Node is a stock one, at its own place.
    if (imageNode !== undefined) rmSync(join(roots.lang, "bin/node"));
    for (const [name, source] of Object.entries(client.files)) {
      if (clientFolder === "/var/runtime") copyFileSync(source, join(roots.runtime, name));
    }
    if (entrypoint === undefined) copyFileSync(asset("bootstrap.sh"), join(roots.runtime, "bootstrap"));
    return roots;
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

const asset = (name: string): string => fileURLToPath(ownFile(`sandbox/runtime/${name}`));

function imageFiles({ image, node }: Settings, client: RuntimeClient): Record<string, string> {
  const { client: folder } = image;
  const clientFiles = Object.entries(client.files).map(([name, source]) => [`${folder}/${name}`, source]);
  return {
    ...image.files,
    ...(folder === undefined ? {} : Object.fromEntries(clientFiles)),
    ...(image.node ? { [image.node]: realpathSync(node) } : {}),
  };
}

function extraEntries(folder: string | undefined, taken: readonly string[]): Record<string, string> {
  const names = folder === undefined ? [] : readdirSync(folder).filter((name) => !taken.includes(name));
  return Object.fromEntries(names.map((name) => [name, join(folder ?? "", name)]));
}

/**
 * @param target where several layers are merged.
 * @param scratch a folder for unpacked zips.
 * @returns the folder that is /opt.
 */
async function mergeLayers(layers: readonly string[], target: string, scratch: string): Promise<string> {
  const [only, ...others] = layers;
  if (only !== undefined && others.length === 0) return asFolder(only, join(scratch, "only"));
  for (const [index, layer] of layers.entries()) {
    const unpacked = join(scratch, String(index));
    overlay(await asFolder(layer, unpacked), target);
    rmSync(unpacked, { recursive: true, force: true });
  }
  // A layer directory's own mode is not the one /opt has.
  chmodSync(target, 0o755);
  return target;
}

/** A layer's folder itself, or its zip unpacked to a new one. */
async function asFolder(layer: string, unpacked: string): Promise<string> {
  if (statSync(layer).isDirectory()) return layer;
  await unpack(layer, unpacked).catch((error: unknown) => {
    throw error instanceof ZipError ? new OptionError(`layer: ${error.message}`, { cause: error }) : error;
  });
  return unpacked;
}

/** /var/lang/bin/node is the launcher; what it launches is in /var/lang/sandbox. */
function stageLang(lang: string): void {
  mkdirSync(join(lang, "bin"));
  mkdirSync(join(lang, "sandbox"));
  copyFileSync(asset("node-launcher.sh"), join(lang, "bin/node"));
  chmodSync(join(lang, "bin/node"), 0o755);
  copyFileSync(asset("node-path.cjs"), join(lang, "sandbox/node-path.cjs"));
  writeFileSync(join(lang, "sandbox/node"), "");
}

/**
 * Gives node-path.cjs a directory for each NODE_PATH entry: one whose `node_modules` is the entry, so that
 * resolution from inside it is a look-up in that entry alone, done by Node itself.
 */
export function linkNodePath(settings: Settings, roots: StagedRoots, prefix: string): void {
  const nodePath = settings.env["NODE_PATH"] || defaultNodePath(settings.node, prefix);
  for (const entry of new Set(nodePath.split(":").filter((path) => path.startsWith("/")))) {
    const directory = join(roots.lang, "sandbox/node-path", encodeURIComponent(entry));
    mkdirSync(directory, { recursive: true });
    rmSync(join(directory, "node_modules"), { force: true });
    symlinkSync(entry, join(directory, "node_modules"));
  }
}
