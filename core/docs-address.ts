/**
 * Where the pages of docs/ are read. The project publishes them nowhere, so by default an address is the path in
 * the repository: `outcrop explain CODE` prints the page, and each finding's line has its fix. Who publishes the
 * pages sets this one constant, with a slash at its end, and builds: lines, alarms and dashboard then hold whole
 * addresses.
 */
export const docsUrl: string = "";

/** The address of a page. @param path from the repository's top folder, such as `docs/findings/x.md` */
export function docsAddress(path: string, base = docsUrl): string {
  return `${base}${path}`;
}
