/**
 * A file that is no Linux ELF lies where one should be: built on macOS or Windows, for another system, left as a Git LFS pointer, or a text.
 * Judged by its bytes when a load failed or the process died in it.
 *
 * Severity: error; info when another native file of the same copy loaded, since the package then tried several and found one that fits.
 */
import type { CopyRef } from "../finding.ts";
import { fittingNeighbour, type NativeLoad, nativeLoad } from "../native-load.ts";
import { defineRule } from "../rule.ts";

export interface PlatformEvidence extends NativeLoad {
  readonly format: "mach-o" | "pe" | "elf" | "git-lfs-pointer" | "text";
  /** The system it was made for, where the format tells: "macOS", "Windows", "FreeBSD". */
  readonly system: string | null;
  /** The CPUs in its header, as process.arch names them; none for a text. */
  readonly builtFor: readonly string[];
  /** A file of the same package whose header fits this host, where one lies beside. */
  readonly fitting: string | null;
}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: PlatformEvidence;
}

export const wrongPlatform = defineRule({
  code: "wrong-platform",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = nativeLoad(subject, world);
    if (found === null) return null;
    const { identity, foreignSystem } = found;
    if (identity.format === "empty" || identity.format === "cut" || identity.format === "unknown") return null;
    if (identity.format === "elf" && foreignSystem === null) return null;
    const evidence = {
      ...found.load,
      format: identity.format,
      system: foreignSystem,
      builtFor: "archs" in identity ? identity.archs : "arch" in identity && identity.arch !== null ? [identity.arch] : [],
      fitting: fittingNeighbour(subject.path, subject.copy.path, found.host, world.files),
    };
    return { copy: subject.copy, evidence };
  },
  verdict: ({ copy, evidence }) => [
    {
      severity: evidence.recovered ? "info" : "error",
      package: copy.package,
      winner: copy,
      loser: null,
      importer: null,
      range: null,
      evidence,
      identity: [evidence.file],
    },
  ],
});
