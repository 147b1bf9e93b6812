/** What to say where Node itself did not start. */
import type { NodeStart } from "../../analysis/node-start.ts";

export function nodeStartText({ file, reason }: NodeStart): string {
  return `Node did not start, and no code of the function ran. The loader says about ${file}: ${reason}.`;
}

export function nodeStartNext({ file }: NodeStart): string {
  if (!file.startsWith("/"))
    return (
      `Pack ${file} for Linux at lib/ of a layer, ` +
      "or remove what asks for it (LD_PRELOAD, LD_LIBRARY_PATH)."
    );
  return (
    `Remove ${file} from what is deployed, or its folder from LD_LIBRARY_PATH: ` +
    "Node has this library elsewhere. " +
    "If the file is a text with a library's name, packing lost a symbolic link: " +
    "pack with `zip -r --symlinks`."
  );
}
