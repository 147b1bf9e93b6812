/**
 * A layer as a zip: equal content gives equal bytes. Names are sorted, times are fixed, and modes are 755 for
 * what its owner may execute and 644 for the rest, whatever the machine's umask is. Links stay links.
 */
import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { Tree } from "../../check/lambda/tree.ts";

const ownerExecutes = 0o100;
const modes = { plain: 0o100644, program: 0o100755, link: 0o120777, folder: 0o40755 } as const;

/** The earliest time that an entry can have. It is written as local time, so that it is the same everywhere. */
const usual = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 9 } as const;

/**
 * @param isLeftOut by path
 * @param added text files that the tree does not have, by path
 * @returns the zip's bytes. They end with an error where a file of the tree cannot be read.
 */
export function zipOfLayer(
  tree: Tree,
  isLeftOut: (path: string) => boolean,
  added: ReadonlyMap<string, string>,
): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => output.destroy(error));
  const paths = [...tree.nodes.keys()].filter((path) => !isLeftOut(path) && !added.has(path));
  const full = new Set([...paths, ...added.keys()].map((path) => path.slice(0, path.lastIndexOf("/"))));
  for (const path of [...paths, ...added.keys()].sort()) {
    const text = added.get(path);
    if (text !== undefined) {
      zip.addBuffer(Buffer.from(text), path, { ...usual, mode: modes.plain });
      continue;
    }
    const node = tree.nodes.get(path);
    if (node?.kind === "directory" && !full.has(path))
      zip.addEmptyDirectory(path, { mtime: usual.mtime, forceDosTimestamp: true, mode: modes.folder });
    if (node?.kind === "link") zip.addBuffer(Buffer.from(node.target), path, { ...usual, mode: modes.link });
    if (node?.kind !== "file") continue;
    const mode = (node.mode & ownerExecutes) === 0 ? modes.plain : modes.program;
    zip.addReadStreamLazy(path, { ...usual, mode, size: node.size }, (give) => {
      try {
        give(null, Readable.from([tree.read(path, 0, node.size)]));
      } catch (error) {
        give(error, Readable.from([]));
      }
    });
  }
  zip.end();
  return output;
}
