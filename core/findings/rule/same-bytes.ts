import type { FileSystem } from "../../file-system.ts";
import { isInside } from "../../layout/paths.ts";

const maxModules = 3;
const maxBytes = 64 * 1024;
/**
 * For a whole environment: about 10 ms of reads on a cold disk. Past it, equal versions are no longer proved
 * to be equal bytes.
 */
const maxFiles = 512;
const maxRemembered = 5_000;

/**
 * Compares copies by their package.json and their first loaded modules, up to 64 KiB a file. A larger file is
 * never called the same.
 */
export class SameBytes {
  readonly #files: FileSystem;
  readonly #answers = new Map<string, number>();
  #filesLeft = maxFiles;

  constructor(files: FileSystem) {
    this.#files = files;
  }

  /**
   * How many files were compared and found equal; 0 when any differed, was missing on the other side, or
   * could not be compared.
   */
  filesEqual(winner: string, loser: string, winnerModules: readonly string[]): number {
    const key = `${winner}\n${loser}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const equal = this.#compare(winner, loser, winnerModules);
    if (this.#answers.size < maxRemembered) this.#answers.set(key, equal);
    return equal;
  }

  #compare(winner: string, loser: string, winnerModules: readonly string[]): number {
    const modules = winnerModules
      .filter((path) => path !== winner && isInside(path, winner))
      .slice(0, maxModules);
    const paths = new Set([`${winner}/package.json`, ...modules]);
    if (this.#filesLeft < paths.size) return 0;
    this.#filesLeft -= paths.size;
    for (const path of paths) {
      if (!this.#sameFile(path, loser + path.slice(winner.length))) return 0;
    }
    return paths.size;
  }

  #sameFile(left: string, right: string): boolean {
    const a = this.#files.readFile(left, maxBytes);
    const b = a === null ? null : this.#files.readFile(right, maxBytes);
    if (a === null || b === null || a.truncated || b.truncated || a.bytes.length !== b.bytes.length)
      return false;
    // A plain loop: every() calls a function a byte, which is milliseconds before the compiler gets to it.
    for (let index = 0; index < a.bytes.length; index++) {
      if (a.bytes[index] !== b.bytes[index]) return false;
    }
    return true;
  }
}
