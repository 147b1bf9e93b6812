/**
 * What the comparison with a lock needs from the process. node:crypto takes milliseconds to load, so it is
 * loaded for the first hash: a function without a lock never pays for it.
 */
import { readlinkSync } from "node:fs";
import type { FileSystem } from "../core/file-system.ts";
import type { Locking } from "../core/findings/engine/locked-copies.ts";

/** @param readAt may overwrite what its last call returned */
export function lockingOf(functionName: string, { readAt }: Pick<FileSystem, "readAt">): Locking {
  return {
    functionName,
    readAt,
    readLink(path) {
      try {
        return readlinkSync(path);
      } catch {
        return null;
      }
    },
    sha256() {
      const { createHash } = require("node:crypto") as typeof import("node:crypto");
      const hash = createHash("sha256");
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
    },
  };
}
