/** The Markdown pages as they are in the npm package: without links to files that it does not have. */
import { posix } from "node:path";

/**
 * @param path of the page, from the package's top
 * @param files every file of the package, from its top
 */
export function packagePage(markdown: string, path: string, files: readonly string[]): string {
  const isThere = (target: string): boolean => {
    const [file = ""] = target.split("#");
    if (/^[a-z][a-z+.-]*:/.test(target) || file === "") return true;
    const place = posix.join(posix.dirname(path), file);
    return files.some((one) => one === place || one.startsWith(`${place.replace(/\/$/, "")}/`));
  };
  return markdown
    .replaceAll(/^!\[[^\]]*\]\(([^)\s]+)\)\n\n?/gm, (picture, target) => (isThere(target) ? picture : ""))
    .replaceAll(/(?<!!)\[((?:[^[\]]|\[[^\]]*\])+)\]\(([^)\s]+)\)/g, (link, text, target) =>
      isThere(target) ? link : text,
    );
}
