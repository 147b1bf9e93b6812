/**
 * Which code explains a native file that does not load. One at most, in the order in which a load fails
 * (glibc's dl-load.c, dl-deps.c and dl-version.c, then node_binding.cc), so that the first obstacle is named
 * and not what is behind it:
 * 1. damaged-binary: no readable file with a header;
 * 2. wrong-architecture: another CPU, word size or byte order, which the loader asks for before the system
 *    (seen on glibc 2.36);
 * 3. wrong-platform: a file for another system, or none of machine code;
 * 4. damaged-binary: the rest of the headers, and what they promise of the file's size;
 * 5. wrong-libc: another C library, which is the reason behind the library that the loader misses;
 * 6. missing-library;
 * 7. newer-libc;
 * 8. abi-mismatch: the loader is content, Node is not;
 * 9. damaged-binary: a load failed, and none of these shows why. The loader's text is all there is.
 */
import type { NativeFile } from "../../native/native-file.ts";
import { type AbiCause, abiCause } from "./abi-cause.ts";
import { type FileCause, fileCause, refusedCause } from "./file-cause.ts";
import { type LinkCause, linkCause } from "./link-cause.ts";
import type { NativeSubject } from "./native-subject.ts";
import type { Natives } from "./natives.ts";
import { policyCause } from "./policy-cause.ts";

export type NativeCause = FileCause | LinkCause | AbiCause;

/**
 * Null for a file that loaded, unless a runtime's levels are asked for and it would not load there; for one
 * that is gone; and on any host but Linux: only its loader's rules are known here.
 */
export function causeOf(subject: NativeSubject, natives: Natives): NativeCause | null {
  if (natives.host?.platform !== "linux") return null;
  if (subject.outcome === "loaded") return natives.policy === null ? null : onLambda(subject, natives);
  const file = natives.files.read(subject.path);
  if (file === null || isLinkerScript(file, subject)) return null;
  return (
    fileCause(file, subject.use, natives.host) ??
    linkCause(file, subject, natives) ??
    abiCause(file, subject, natives) ??
    (isRefused(subject) ? refusedCause(file, natives.host) : null) ??
    policyCause(file, natives)
  );
}

/** Of a file that the host takes. */
function onLambda({ path }: NativeSubject, natives: Natives): NativeCause | null {
  const file = natives.files.read(path);
  return file === null ? null : policyCause(file, natives);
}

/** It names libraries for the linker; nothing loads it by itself. */
function isLinkerScript({ identity }: NativeFile, { outcome }: NativeSubject): boolean {
  return outcome === "latent" && identity.format === "text" && identity.linkerScript;
}

/**
 * The loader's texts begin with the file they are about. What Node says about a library that it has loaded,
 * or about addons that are switched off, is another matter. "Cannot open" misleads if the file is there.
 */
function isRefused({ outcome, message }: NativeSubject): boolean {
  const [, text] = (outcome === "failed" && /^\/[^\n]*?: (.+)/.exec(message ?? "")) || [];
  return text !== undefined && !text.startsWith("cannot open shared object file");
}
