/**
 * Zips of functions and layers, from where Lambda has them for ten minutes. A zip is kept below the user's
 * cache folder under the hash of its content, and is used again as long as its content has that hash.
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../../sandbox/runtime/cache-folder.ts";

export interface Download {
  readonly location: string | null;
  /** In base 64, as Lambda gives it. */
  readonly sha256: string | null;
  /** What Lambda says that it has. */
  readonly bytes: number | null;
}

/** The end of a sentence that begins with the name of what is downloaded. */
export type Downloaded = { readonly path: string } | { readonly why: string };

/** Lambda takes 250 MB unzipped; a zip of stored files is a little larger. */
const mostBytes = 300_000_000;
const timeoutMs = 300_000;

export class Downloads {
  readonly #folder: string;
  readonly #fetch: typeof fetch;
  readonly #maxBytes: number;

  constructor(
    folder: string = join(cacheFolder(), "zips"),
    fetcher: typeof fetch = fetch,
    maxBytes = mostBytes,
  ) {
    this.#folder = folder;
    this.#fetch = fetcher;
    this.#maxBytes = maxBytes;
  }

  async get({ location, sha256, bytes }: Download): Promise<Downloaded> {
    const hash = sha256 === null ? null : hexOf(sha256);
    if (location === null || hash === null) return { why: "has no address and hash in the answer of Lambda" };
    const maxBytes = this.#maxBytes;
    if (bytes !== null && bytes > maxBytes) return { why: `has more than ${maxBytes} bytes` };
    const path = join(this.#folder, `${hash}.zip`);
    if (await isKept(path, hash)) return { path };
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      return (await this.#save(location, path, hash)) ?? { path };
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      return { why: `cannot be downloaded (${code ?? name})` };
    }
  }

  /** @returns null if it is there now */
  async #save(location: string, path: string, hash: string): Promise<{ readonly why: string } | null> {
    const response = await this.#fetch(location, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok || response.body === null)
      return { why: `cannot be downloaded (HTTP ${response.status})` };
    // Another run may write the same at this moment.
    const part = `${path}.${randomUUID()}`;
    const file = await open(part, "wx", 0o600);
    try {
      const sum = createHash("sha256");
      let size = 0;
      for await (const chunk of response.body) {
        size += chunk.length;
        if (size > this.#maxBytes) return { why: `has more than ${this.#maxBytes} bytes` };
        sum.update(chunk);
        await file.writeFile(chunk);
      }
      if (sum.digest("hex") !== hash) return { why: "has another content than Lambda says" };
      await file.close();
      renameSync(part, path);
      return null;
    } finally {
      await file.close().catch(() => {});
      rmSync(part, { force: true });
    }
  }
}

async function isKept(path: string, hash: string): Promise<boolean> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.size > mostBytes) return false;
  const sum = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer);
  } catch {
    return false;
  }
  return sum.digest("hex") === hash;
}

/** Null for anything but a SHA-256. */
function hexOf(base64: string): string | null {
  const bytes = Buffer.from(base64, "base64");
  return bytes.length === 32 ? bytes.toString("hex") : null;
}
