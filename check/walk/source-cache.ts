/** What sources ask for, by their content: functions share layers, and have the same packages. */
import { hash } from "node:crypto";
import type { ModuleFormat } from "../../core/layout/module-format.ts";
import type { SourceEdges } from "./edge.ts";

export interface Source {
  readonly format: ModuleFormat | null;
  readonly found: SourceEdges;
}

const maxSources = 20_000;
const maxEdges = 1_000_000;

export class SourceCache {
  readonly #sources = new Map<string, Source>();
  #edges = 0;

  /**
   * @param path what a source asks for may have its own path in it
   * @throws Error what `read` throws
   */
  read(path: string, format: string, bytes: Uint8Array, read: () => Source): Source {
    const key = `${format} ${hash("sha256", bytes, "base64")} ${path}`;
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const source = read();
    this.#edges += source.found.edges.length;
    if (this.#sources.size >= maxSources || this.#edges > maxEdges) {
      this.#sources.clear();
      this.#edges = source.found.edges.length;
    }
    this.#sources.set(key, source);
    return source;
  }
}

/** Of this process. */
export const sharedSources = new SourceCache();
