/** The files of one artefact (a function's code or a layer), as they are packed: nothing is unpacked. */
export interface Tree {
  /** As a person named it: a path, or an asset's name. */
  readonly name: string;
  /** The path of the zip that it is, on this machine; absent where it is not one. */
  readonly zip?: string;
  /** Relative path -> what is there. `/` between its parts, none of them empty, `.` or `..`. */
  readonly nodes: ReadonlyMap<string, TreeNode>;
  /**
   * At most `length` bytes of a file from `offset` on. Synchronous, since core's file-system port is.
   * @throws Error when the file is damaged or cannot be read.
   */
  read(path: string, offset: number, length: number): Uint8Array;
  close(): void;
}

export type TreeNode =
  | { readonly kind: "directory" }
  /** `size` is in bytes, unzipped; `mode` has the nine permission bits. */
  | { readonly kind: "file"; readonly size: number; readonly mode: number }
  /** A symbolic link. */
  | { readonly kind: "link"; readonly target: string };

/** As many as a zip may have (check/zip/zip.ts). */
export const maxNodes = 100_000;
