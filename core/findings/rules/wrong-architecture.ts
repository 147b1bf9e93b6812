/**
 * A native file was built for another CPU. Judged by its header when a load failed or the process died in it: the loader's own text for a foreign
 * machine is "cannot open shared object file: No such file or directory" (seen on glibc 2.34 to 2.36).
 *
 * Severity: error; info when another native file of the same copy loaded, since the package then tried several and found one that fits.
 */
import type { CopyRef } from "../finding.ts";
import { fittingNeighbour, type NativeLoad, nativeLoad } from "../native-load.ts";
import { defineRule } from "../rule.ts";

export interface ArchitectureEvidence extends NativeLoad {
  /** As process.arch names it, or `ELF machine <number>`. */
  readonly builtFor: string;
  readonly bits: 32 | 64;
  /** The host's process.arch. */
  readonly needed: string;
  /** A file of the same package whose header fits this host, where one lies beside. */
  readonly fitting: string | null;
}

interface Inputs {
  readonly copy: CopyRef;
  readonly evidence: ArchitectureEvidence;
}

export const wrongArchitecture = defineRule({
  code: "wrong-architecture",
  subject: "native",
  inputs(subject, world): Inputs | null {
    const found = nativeLoad(subject, world);
    if (found === null || found.identity.format !== "elf" || found.foreignSystem !== null) return null;
    const { arch, machine, bits } = found.identity;
    if (arch === found.host.arch) return null;
    const evidence = {
      ...found.load,
      builtFor: arch ?? `ELF machine ${machine}`,
      bits,
      needed: found.host.arch,
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
