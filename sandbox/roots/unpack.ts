/**
 * Unpacks a zip into a new folder, and never outside. The zip's entries make one tree, in which nothing
 * is below a link. The folder is new, so it holds no other link. And links are made last, so that a file
 * system that takes two names for the same has no link to follow either.
 */
import { closeSync, fchmodSync, mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Zip, type ZipLimits } from "../../check/zip/zip.ts";
import type { ZipEntry } from "../../check/zip/zip-entry.ts";
import { shown, ZipError } from "../../check/zip/zip-error.ts";

/** Lambda keeps the modes of files, and repairs those of folders. */
const folderMode = 0o755;

/**
 * @param target the folder to make; its parent must exist.
 * @throws ZipError for a bad zip, and when an entry cannot be written. Then `target` may hold a part of the
 * zip.
 */
export async function unpack(path: string, target: string, limits?: ZipLimits): Promise<void> {
  const zip = await Zip.open(path, limits);
  try {
    mkdirSync(target, { mode: folderMode });
    for (const make of [makeFolder, makeFile, makeLink]) {
      for (const entry of zip.entries) {
        await make(zip, entry, join(target, entry.name)).catch((error: unknown) => {
          throw writeError(path, entry, error);
        });
      }
    }
  } finally {
    await zip.close();
  }
}

/** The entry's own folder, or the one it is in. */
async function makeFolder(_: Zip, entry: ZipEntry, at: string): Promise<void> {
  mkdirSync(entry.kind === "directory" ? at : dirname(at), { recursive: true, mode: folderMode });
}

async function makeFile(zip: Zip, entry: ZipEntry, at: string): Promise<void> {
  if (entry.kind !== "file") return;
  // Fails if something is there already, such as a name that this file system takes for the same.
  const file = openSync(at, "wx", 0o600);
  try {
    for await (const chunk of zip.content(entry)) writeFileSync(file, chunk);
    fchmodSync(file, entry.mode);
  } finally {
    closeSync(file);
  }
}

async function makeLink(zip: Zip, entry: ZipEntry, at: string): Promise<void> {
  if (entry.kind === "link") symlinkSync(await zip.linkTarget(entry), at);
}

function writeError(path: string, entry: ZipEntry, error: unknown): ZipError {
  if (error instanceof ZipError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ZipError(path, `${shown(entry.name)} cannot be written: ${reason}`, { cause: error });
}
