/**
 * Package managers that keep each version in a folder of its own write the version into the folder's name:
 *
 * | package manager | folder |
 * |---|---|
 * | pnpm | `node_modules/.pnpm/@s+name@1.2.3_peers/node_modules/@s/name` |
 * | bun, isolated installs | `node_modules/.bun/@s+name@1.2.3+hash/node_modules/@s/name` |
 * | Yarn, its cache | `.yarn/cache/@s-name-npm-1.2.3-0123456789-…zip/node_modules/@s/name` |
 * | Yarn, linker pnpm | `node_modules/.store/@s-name-npm-1.2.3-0123456789/node_modules/@s/name` |
 */

const version = String.raw`(\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z.-]{1,100}?)?)`;
const ofPnpm = new RegExp(`^${version}(?:\\+[0-9A-Za-z.-]+)?(?:[_(].*)?$`);
const ofYarn = new RegExp(`^${version}-[0-9a-f]{10}(?:[-.].*)?$`);

/** Null unless the folder that holds the package's node_modules is named after the package and a version. */
export function versionInPath(place: string, packageName: string): string | null {
  const inner = place.slice(0, -packageName.length);
  if (!inner.endsWith("/node_modules/")) return null;
  const folder = inner.slice(0, -"/node_modules/".length);
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const atSign = `${packageName.replace("/", "+")}@`;
  if (name.startsWith(atSign)) return ofPnpm.exec(name.slice(atSign.length))?.[1] ?? null;
  const npm = `${packageName.replace("/", "-")}-npm-`;
  if (name.startsWith(npm)) return ofYarn.exec(name.slice(npm.length))?.[1] ?? null;
  return null;
}
