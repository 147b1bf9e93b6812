/** Trees of files, folders and links: any of them, as a zip, and on the disk. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ZipFile } from "yazl";
import { linkType, regular } from "./raw-zip.ts";

type Node =
  | { readonly kind: "file"; readonly content: Uint8Array; readonly mode: number; readonly compress: boolean }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "folder"; readonly nodes: Tree };

/** Name -> what has it. */
export interface Tree {
  readonly [name: string]: Node;
}

const fileName = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .map((name) => name.replace(/[/\\\0:]/g, "_"))
  .filter((name) => name !== "." && name !== ".." && name !== "__proto__");
const target = fc.oneof(fileName, fc.constantFrom("../outside", "..", ".", "/", "/opt/x", "a/b"));

const { node } = fc.letrec<{ node: Node; folder: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.record({
      kind: fc.constant("file" as const),
      content: fc.uint8Array({ maxLength: 2_000 }),
      mode: fc.constantFrom(0o644, 0o755, 0o600, 0o444, 0o777),
      compress: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("link" as const), target }),
    tie("folder"),
  ),
  folder: fc.record({
    kind: fc.constant("folder" as const),
    nodes: fc.dictionary(fileName, tie("node"), { maxKeys: 4 }),
  }),
}));

export const anyTree: fc.Arbitrary<Tree> = fc.dictionary(fileName, node, { maxKeys: 5 });

export async function packed(tree: Tree): Promise<Buffer> {
  const zip = new ZipFile();
  addTo(zip, tree, "");
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function addTo(zip: ZipFile, tree: Tree, folder: string): void {
  for (const [name, entry] of Object.entries(tree)) {
    const path = folder + name;
    if (entry.kind === "file") {
      const { content, mode, compress } = entry;
      zip.addBuffer(Buffer.from(content), path, { mode: regular | mode, compress });
    } else if (entry.kind === "link") zip.addBuffer(Buffer.from(entry.target), path, { mode: linkType });
    else {
      zip.addEmptyDirectory(path);
      addTo(zip, entry.nodes, `${path}/`);
    }
  }
}

export function writeTree(tree: Tree, folder: string): void {
  mkdirSync(folder, { mode: 0o755 });
  for (const [name, entry] of Object.entries(tree)) {
    const path = join(folder, name);
    if (entry.kind === "folder") writeTree(entry.nodes, path);
    else if (entry.kind === "link") symlinkSync(entry.target, path);
    else {
      writeFileSync(path, entry.content);
      chmodSync(path, entry.mode);
    }
  }
}
