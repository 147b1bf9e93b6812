/** The files of a zip of logs, each as the bytes it would be on disk. Nothing is unpacked to disk. */

import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { fromRandomAccessReaderPromise } from "yauzl";
import { limits } from "./limits.ts";
import { bytesOfBuffer, bytesOfFile, type ZipBytes, ZipReader } from "./zip-reader.ts";

/** Names in a zip of something else. */
const documents = /^(?:\[Content_Types\]\.xml|word\/|xl\/|ppt\/)/;
const program = /(?:^|\/)(?:package\.json|node_modules\/|META-INF\/)/;

export interface ZippedFile {
  /** `logs.zip/2026/a.log`. */
  readonly name: string;
  chunks(): AsyncGenerator<Buffer>;
}

/** Of a zip on disk. @param problem as of `entriesOf`. */
export async function* zippedFiles(
  path: string,
  problem: (message: string) => void,
): AsyncGenerator<ZippedFile> {
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const { size } = await file.stat();
    yield* entriesOf(path, bytesOfFile(path, file, size), problem);
  } catch (error) {
    problem(`the zip cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`);
  } finally {
    await file?.close();
  }
}

/** Of a zip that comes as a stream: it is held as a whole, because its directory is at its end. */
export async function* zippedFilesOf(
  name: string,
  chunks: AsyncIterable<Buffer>,
  problem: (message: string) => void,
): AsyncGenerator<ZippedFile> {
  const held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limits.zipBytes)
      return problem(
        `this zip has more than ${limits.zipBytes / 1024 / 1024} MiB; save it, and give the file ` +
          "instead of stdin",
      );
    held.push(chunk);
  }
  yield* entriesOf(name, bytesOfBuffer(Buffer.concat(held)), problem);
}

/**
 * Entries are read in the zip's order, one at a time.
 * @param problem receives what the zip is if it does not hold logs, and that it is damaged.
 */
async function* entriesOf(
  name: string,
  bytes: ZipBytes,
  problem: (message: string) => void,
): AsyncGenerator<ZippedFile> {
  let count = 0;
  try {
    const zip = await fromRandomAccessReaderPromise(new ZipReader(bytes), bytes.size, { autoClose: false });
    try {
      for await (const entry of zip.eachEntry()) {
        const { fileName } = entry;
        if (documents.test(fileName))
          return problem("this is an Office document; save the table of logs as CSV and give that");
        if (program.test(fileName))
          return problem("this is a zip of code; give the function's logs, and the code to outcrop check");
        if (fileName.endsWith("/") || /^(?:\.|__MACOSX)/.test(fileName) || basename(fileName).startsWith("."))
          continue;
        if (++count > limits.files)
          return problem(`the zip has more than ${limits.files} files; later ones were skipped`);
        if (entry.isEncrypted()) {
          problem("the zip is encrypted; unpack it and give the folder");
          continue;
        }
        yield {
          name: `${name}/${fileName}`,
          async *chunks() {
            // It checks the sizes that the directory names.
            for await (const chunk of await zip.openReadStreamPromise(entry)) yield chunk as Buffer;
          },
        };
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    problem(`the zip is damaged (${(error as Error).message.slice(0, 200)}); the files before were read`);
    return;
  }
  if (count === 0) problem("the zip holds no files; give a zip of logs");
}
