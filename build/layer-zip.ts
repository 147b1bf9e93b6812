/**
 * The layer as a zip. Lambda keeps the Unix modes of zip entries: what it executes must be 755 (developer
 * guide, packaging layers). Names are sorted and times fixed, so equal content gives equal bytes.
 */
import { ZipFile } from "yazl";
import { pathsBelow } from "./paths-below.ts";

export interface LayerFile {
  /** Relative to the layer's root, with `/`. */
  readonly path: string;
  readonly mode: 0o755 | 0o644;
}

/** The earliest time a zip entry can hold. */
const mtime = new Date(Date.UTC(1980, 0, 1));

/** Every file of the layer in the order of their names, with the mode it must have. */
export function filesBelow(root: string): LayerFile[] {
  return pathsBelow(root).map((path) => ({
    path,
    mode: path === "outcrop-wrapper" || path.startsWith("extensions/") ? 0o755 : 0o644,
  }));
}

export async function zipLayer(root: string): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, mode } of filesBelow(root)) {
    zip.addFile(`${root}/${path}`, path, {
      mtime,
      mode: 0o100000 | mode,
      compressionLevel: 9,
      forceDosTimestamp: true,
    });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
