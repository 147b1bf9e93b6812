/**
 * What the architecture rules share: a native file that does not load, what each finding about it says, and
 * what would have fitted instead.
 */
import { isInside, joinPath, parentOf } from "../../layout/paths.ts";
import type { CopyRef, Severity } from "../finding.ts";
import type { NativeSubject, World } from "../rule/rule.ts";
import { foreignSystem } from "./file-cause.ts";
import type { NativeCause } from "./native-cause.ts";
import type { Natives } from "./natives.ts";

const MAX_FOLDERS = 48;
const MAX_NAMES = 64;
const MAX_FILES = 64;

/** The part of the evidence every architecture code has. */
export interface NativeLoad {
  readonly file: string;
  /**
   * `failed` and `died` were observed: a load went wrong, or the process ended in it. `latent`: the file
   * merely lies there.
   */
  readonly outcome: "failed" | "died" | "latent";
  readonly use: NativeSubject["use"];
  /** The loader's own text; null unless the load failed. */
  readonly loaderMessage: string | null;
  /** Another native file of the same copy loaded. */
  readonly recovered: boolean;
  /** Of a latent one: the package is loaded and has no other file to choose. */
  readonly sole: boolean;
}

type CauseOf<Code extends NativeCause["code"]> = Extract<NativeCause, { readonly code: Code }>;

export interface Explained<Code extends NativeCause["code"]> {
  readonly load: NativeLoad;
  readonly cause: Omit<CauseOf<Code>, "code">;
}

/** Null unless this is the code that explains the file. */
export function explained<Code extends NativeCause["code"]>(
  code: Code,
  subject: NativeSubject,
  { natives }: World,
): Explained<Code> | null {
  const { path: file, outcome, use, message, recovered, sole } = subject;
  const found = natives.causeOf(subject);
  if (found === null || found.code !== code || outcome === "loaded") return null;
  const { code: _, ...cause } = found;
  // The comparison above ties the code to its member of the union; the types cannot follow it through the
  // type parameter.
  return {
    load: { file, outcome, use, loaderMessage: message, recovered, sole },
    cause: cause as unknown as Explained<Code>["cause"],
  };
}

/**
 * The verdict that every architecture code comes to.
 *
 * | what is known | severity |
 * |---|---|
 * | another native file of the same copy loaded: the package tried several and found one that fits | info |
 * | the load failed, or the process died in it | error |
 * | latent, the only file a loaded package has | error |
 * | latent | warning |
 */
export function nativeVerdict<Evidence extends NativeLoad>(copy: CopyRef, evidence: Evidence) {
  return {
    severity: severityOf(evidence),
    package: copy.package,
    winner: copy,
    loser: null,
    importer: null,
    range: null,
    evidence,
    identity: [evidence.file],
  };
}

function severityOf({ outcome, recovered, sole }: NativeLoad): Severity {
  if (recovered) return "info";
  return outcome === "latent" && !sole ? "warning" : "error";
}

/**
 * A `.node` file of the same copy that nothing in itself keeps this host from loading. Looked for where the
 * build tools put siblings: in the same folder, and in the folders beside it (`prebuilds/<platform>-<arch>/`,
 * `lib/binding/<triple>/`). A package for one platform has none.
 */
export function fittingNeighbour({ path, copy }: NativeSubject, { files, natives }: World): string | null {
  if (!path.endsWith(".node")) return null;
  const folder = parentOf(path) ?? "/";
  const above = parentOf(folder) ?? "/";
  const listed = (place: string): readonly string[] =>
    (files.readDir(place, MAX_FOLDERS) ?? []).map((name) => joinPath(place, name));
  const beside = isInside(above, copy.path) && above !== copy.path ? listed(above) : [];
  let filesLeft = MAX_FILES;
  for (const place of new Set([folder, ...beside, ...listed(`${copy.path}/prebuilds`)])) {
    for (const name of files.readDir(place, MAX_NAMES) ?? []) {
      const candidate = `${place}/${name}`;
      if (candidate === path || !name.endsWith(".node") || filesLeft-- <= 0) continue;
      if (fits(candidate, natives)) return candidate;
    }
  }
  return null;
}

function fits(path: string, { files, host, libc }: Natives): boolean {
  const file = files.read(path);
  if (file === null || host === null || file.identity.format !== "elf" || file.identity.arch !== host.arch)
    return false;
  return (
    file.defect === null &&
    foreignSystem(file.identity) === null &&
    (file.libc === null || libc === null || file.libc === libc)
  );
}
