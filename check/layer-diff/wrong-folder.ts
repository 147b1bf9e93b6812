/** Whether a layer looks like another folder level than its top: then nothing of it is where functions look. */
import type { Contents } from "./contents.ts";

const isData = /\.(?:json|ya?ml|lock|md|txt)$/;

/**
 * True where no runtime looks into the folders of its packages. An extension or a program of the layer may load
 * such packages itself: with one of them it is false, and without packages, too.
 */
export function isWrongFolder({ packages, others, site }: Contents): boolean {
  const runs = (path: string): boolean => {
    const node = site.tree.nodes.get(path);
    if (path.startsWith("extensions/")) return true;
    // On some file systems everything may be executed.
    return node?.kind === "file" && (node.mode & 0o111) !== 0 && !isData.test(path);
  };
  return (
    packages.size > 0 &&
    [...packages.values()].every(({ reach }) => reach === "unreached") &&
    !others.some(runs)
  );
}
