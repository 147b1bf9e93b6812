/**
 * Whose code the bundles hold as well as our own, and under which licence: the NOTICE of the layer, and the
 * end of the command's file. esbuild lists what went into the bundles.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /**
   * The texts the package brings: its licence, and its own notice where it has one. Empty where it brings
   * none.
   */
  readonly texts: readonly string[];
}

/** Licences that ask for no text to go with copies. */
const withoutText: ReadonlySet<string> = new Set(["MIT-0", "0BSD"]);

/**
 * The packages of which a part is in a bundle, by name and version.
 * @throws Error for a package that has no licence, or that brings no text of a licence that asks for it
 */
export function bundledPackages(outputs: Metafile["outputs"]): BundledPackage[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(inputs.map(folderOf).filter((folder) => folder !== null));
  const packages = [...folders].map(readPackage);
  const byName = new Map(packages.map((bundled) => [`${bundled.name}@${bundled.version}`, bundled]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bundled]) => bundled);
}

export function noticeText(packages: readonly BundledPackage[]): string {
  const list = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  const texts = packages.map(({ name, version, licence, texts }) =>
    [
      `${"-".repeat(80)}\n${name} ${version} (${licence})\n`,
      ...(texts.length > 0 ? texts : ["The package brings no text, and its licence asks for none."]),
    ].join("\n"),
  );
  return [
    "Outcrop is under the MIT licence (see LICENSE). Its bundles hold parts of these packages:\n",
    ...list,
    "",
    ...texts,
    "",
  ].join("\n");
}

/** The package's folder in a `node_modules`; null for our own sources. */
function folderOf(input: string): string | null {
  return /^.*\/?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? null;
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  if (typeof name !== "string" || typeof version !== "string" || typeof license !== "string")
    throw new Error(`${folder} has no licence`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e(-\w+)?|copying|notice)(\.(md|txt))?$/i.test(file))
    .sort()
    .map((file) => `${readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim()}\n`);
  if (texts.length === 0 && !withoutText.has(license))
    throw new Error(`${name} is under ${license} and brings no text of it`);
  return { name, version, licence: license, texts };
}
