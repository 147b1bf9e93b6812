/** What the architecture rules share: a native load that went wrong, seen through its file's header, and what would have fitted instead. */
import type { FileSystem } from "../file-system.ts";
import { isInside, joinPath, parentOf } from "../layout/paths.ts";
import { IDENTIFY_BYTES, identify, type NativeIdentity } from "../native/identify.ts";
import type { Host } from "./host.ts";
import type { NativeSubject, World } from "./rule.ts";

const MAX_FOLDERS = 48;
const MAX_NAMES = 64;
const MAX_FILES = 64;

/** The part of the evidence every architecture code has. */
export interface NativeLoad {
  readonly file: string;
  /** Seen going wrong, not merely lying there. */
  readonly observed: "failed" | "died";
  /** The loader's own text; null when the process died. */
  readonly loaderMessage: string | null;
  readonly recovered: boolean;
}

export interface SeenLoad {
  readonly load: NativeLoad;
  readonly identity: NativeIdentity;
  readonly host: Host;
  /** The system a well-formed file was made for when that is not Linux. */
  readonly foreignSystem: string | null;
}

/** EI_OSABI values other than System V and GNU/Linux, which glibc refuses; System V ABI, "ELF Identification". */
const OS_ABIS: Readonly<Record<number, string>> = { 2: "NetBSD", 6: "Solaris", 9: "FreeBSD", 12: "OpenBSD" };

/** Null where nothing went wrong, the file is gone, or the host is not Linux: only its loader's rules are known here. */
export function nativeLoad({ path, outcome, message, recovered }: NativeSubject, { files, host }: World): SeenLoad | null {
  if (outcome === "loaded" || host?.platform !== "linux") return null;
  const content = files.readFile(path, IDENTIFY_BYTES);
  if (content === null) return null;
  const identity = identify(content.bytes);
  const load = { file: path, observed: outcome, loaderMessage: message, recovered };
  return { load, identity, host, foreignSystem: foreignSystem(identity) };
}

/**
 * A `.node` file of the same copy that this host could load by its header. Looked for where the build tools put siblings: in the same folder, and
 * in the folders beside it (`prebuilds/<platform>-<arch>/`, `lib/binding/<triple>/`). A package for one platform has none.
 */
export function fittingNeighbour(path: string, copyPath: string, host: Host, files: FileSystem): string | null {
  const folder = parentOf(path) ?? "/";
  const above = parentOf(folder) ?? "/";
  const beside =
    isInside(above, copyPath) && above !== copyPath ? (files.readDir(above, MAX_FOLDERS) ?? []).map((name) => joinPath(above, name)) : [];
  const prebuilds = (files.readDir(`${copyPath}/prebuilds`, MAX_FOLDERS) ?? []).map((name) => `${copyPath}/prebuilds/${name}`);
  let filesLeft = MAX_FILES;
  for (const place of new Set([folder, ...beside, ...prebuilds])) {
    for (const name of files.readDir(place, MAX_NAMES) ?? []) {
      if (!name.endsWith(".node") || filesLeft-- <= 0) continue;
      const content = files.readFile(`${place}/${name}`, IDENTIFY_BYTES);
      if (content !== null && fits(identify(content.bytes), host)) return `${place}/${name}`;
    }
  }
  return null;
}

function fits(identity: NativeIdentity, host: Host): boolean {
  return identity.format === "elf" && identity.arch === host.arch && foreignSystem(identity) === null;
}

function foreignSystem(identity: NativeIdentity): string | null {
  if (identity.format === "mach-o") return "macOS";
  if (identity.format === "pe") return "Windows";
  if (identity.format !== "elf" || identity.osAbi === 0 || identity.osAbi === 3) return null;
  // ARM's EABI and standalone ABIs (64, 97, 255) say nothing of a system.
  return OS_ABIS[identity.osAbi] ?? null;
}
