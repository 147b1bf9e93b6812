/**
 * What a package has for other hosts only: its loader finds files, by the names that it looks at, and none
 * for this host. The nearest is the one whose bytes say best what is wrong: of this platform and CPU before
 * others.
 */
import { addonsIn, type LoaderHost, maxNames, type NativePackage, type Places } from "./loader.ts";
import { isPrismaClient, targetOf } from "./prisma.ts";

export interface Rejected {
  readonly nearest: string;
  /** Names of all of them, seen from the package; at most 16. */
  readonly offered: readonly string[];
}

const maxFolders = 48;
const maxOffered = 16;

/** Null where the package has none, or a loader that is not known here. */
export function rejectedBy(native: NativePackage, host: LoaderHost, places: Places): Rejected | null {
  const names = candidates(native, places);
  if (names.length === 0) return null;
  const wanted = `${host.platform}-${host.arch}`;
  const rank = (name: string): number =>
    name.includes(wanted) ? 0 : name.includes(host.platform) || name.includes("openssl") ? 1 : 2;
  const [nearest = ""] = [...names].sort((a, b) => rank(a) - rank(b));
  return { nearest: `${native.path}/${nearest}`, offered: names.slice(0, maxOffered) };
}

function candidates(native: NativePackage, places: Places): readonly string[] {
  const { path, manifest } = native;
  if (isPrismaClient(native)) return addonsIn(path, places).filter((name) => targetOf(name) !== null);
  const { napiName, dependencies } = manifest;
  if (napiName !== null) return addonsIn(path, places).filter((name) => name.startsWith(`${napiName}.`));
  if (!dependencies.has("node-gyp-build") && !dependencies.has("node-gyp-build-optional-packages")) return [];
  const folders = (places.files.readDir(`${path}/prebuilds`, maxNames) ?? []).slice(0, maxFolders);
  return folders.flatMap((folder) =>
    addonsIn(`${path}/prebuilds/${folder}`, places).map((name) => `prebuilds/${folder}/${name}`),
  );
}
