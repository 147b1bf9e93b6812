import type { FileContent, FileStat, FileSystem } from "../file-system.ts";

const maxRemembered = 50_000;

/**
 * The same file system with `stat`, `realpath` and `readDir` asked once per path: the roots are read-only for
 * an environment's whole life (Lambda developer guide, packaging layers). Contents are not kept. Beyond
 * 50,000 answers of a kind, further ones are asked again.
 */
export class MemoFiles implements FileSystem {
  readonly #files: FileSystem;
  readonly #stats = new Map<string, FileStat | null>();
  readonly #realpaths = new Map<string, string | null>();
  readonly #listings = new Map<string, readonly string[] | null>();

  constructor(files: FileSystem) {
    this.#files = files;
  }

  readFile(path: string, maxBytes: number): FileContent | null {
    return this.#files.readFile(path, maxBytes);
  }

  readAt(path: string, offset: number, length: number): Uint8Array | null {
    return this.#files.readAt(path, offset, length);
  }

  stat(path: string): FileStat | null {
    return remember(this.#stats, path, () => this.#files.stat(path));
  }

  realpath(path: string): string | null {
    return remember(this.#realpaths, path, () => this.#files.realpath(path));
  }

  readDir(path: string, maxEntries: number): readonly string[] | null {
    return remember(this.#listings, `${maxEntries} ${path}`, () => this.#files.readDir(path, maxEntries));
  }
}

function remember<Answer>(answers: Map<string, Answer>, key: string, ask: () => Answer): Answer {
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = ask();
  if (answers.size < maxRemembered) answers.set(key, answer);
  return answer;
}
