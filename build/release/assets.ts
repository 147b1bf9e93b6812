/** Everything that a release hands out, from one commit and what `npm run build` and the package made of it. */
import { readFileSync } from "node:fs";
import type { Bundled } from "../bundled.ts";
import { notesOf } from "./changelog.ts";
import type { Commit } from "./checkout.ts";
import { ownSbom } from "./own-sbom.ts";
import { type Builder, provenance } from "./provenance.ts";
import { sarTemplate } from "./sar-template.ts";
import { type Assets, sha256, sumsOf } from "./sums.ts";

export interface Built {
  /** The layer's zip. */
  readonly layer: Uint8Array;
  /** The npm package. */
  readonly archive: Uint8Array;
  readonly bundled: Bundled;
}

/**
 * By file name. The sums cover what people install or deploy; the provenance covers the sums too. Only the
 * provenance says who built it and with which Node. All other files are the same everywhere.
 */
export function assetsOf(version: string, commit: Commit, built: Built, builder: Builder): Assets {
  const names = {
    archive: `outcrop-${version}.tgz`,
    zip: `outcrop-layer-${version}.zip`,
    readme: "outcrop-sar-readme.md",
    licence: "LICENSE",
  };
  const lock = readFileSync("package-lock.json");
  const sbom = ownSbom({
    version,
    at: commit.at,
    bundled: new Map([
      [names.zip, built.bundled.layer],
      [names.archive, built.bundled.archive],
    ]),
    lock: JSON.parse(lock.toString()),
  });
  const summed: Assets = new Map([
    [names.licence, readFileSync("LICENSE")],
    [names.archive, built.archive],
    [`outcrop-${version}.cdx.json`, Buffer.from(sbom)],
    [names.zip, built.layer],
    [names.readme, readFileSync("build/release/sar-readme.md")],
    [`outcrop-sar-${version}.yaml`, Buffer.from(sarTemplate(version, names))],
    ["release-notes.md", Buffer.from(notesOf(readFileSync("CHANGELOG.md", "utf8"), version))],
  ]);
  const covered: Assets = new Map([...summed, ["SHA256SUMS", Buffer.from(sumsOf(summed))]]);
  const statement = provenance(
    covered,
    { commit: commit.hash, version, lockHash: sha256(lock), node: process.version },
    builder,
  );
  return new Map([
    ...covered,
    [`outcrop-${version}.intoto.json`, Buffer.from(`${JSON.stringify(statement, null, 2)}\n`)],
  ]);
}
