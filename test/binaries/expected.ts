/**
 * From what really happened to the code that must explain it. Nothing of our own reading enters: only the
 * outcome's signal, errno or text.
 *
 * Addons, by the loader's and Node's own texts (`P` is the file itself):
 *
 * - none: loaded
 * - wrong-platform: `P: invalid ELF header`, `P: ELF file OS ABI invalid`
 * - wrong-architecture: `P: cannot open shared object file` though P is there; `P: wrong ELF class`;
 *   `P: ELF file data encoding not …`
 * - damaged-binary: `P: file too short`, `P: cannot read file data`, `P: ELF file version …`,
 *   `P: ELF file ABI version invalid`; SIGBUS
 * - wrong-libc: a library of another C library cannot be opened (`libc.musl-…`, `libc.so`, Android's
 *   `liblog.so`), or is a linker script
 * - missing-library: any other library cannot be opened
 * - newer-libc: ``version `…' not found``
 * - abi-mismatch: `NODE_MODULE_VERSION`, a Node-API level that is too high, an undefined symbol of V8 or
 *   Node; SIGSEGV
 *
 * Programs, by the kernel's errno, and by whether the file runs on the other CPU:
 *
 * - none: ran
 * - damaged-binary: EACCES
 * - wrong-architecture: refused here, ran there
 * - wrong-platform: refused on both
 */
import type { FindingCode } from "../../core/findings/finding.ts";
import type { Outcome } from "./outcome.ts";

const OTHER_LIBC = /^(?:libc\.musl-[a-z0-9_]+\.so\.1|libc\.so|liblog\.so): cannot open shared object file/;
const LINKER_SCRIPT = /\/libc\.so: invalid ELF header$/;

const BY_TEXT: readonly (readonly [RegExp, FindingCode])[] = [
  [/^P: (?:invalid ELF header|ELF file OS ABI invalid)$/, "wrong-platform"],
  [
    /^P: (?:cannot open shared object file: No such file|wrong ELF class|ELF file data encoding not)/,
    "wrong-architecture",
  ],
  [/^P: (?:file too short|cannot read file data|ELF file version|ELF file ABI version)/, "damaged-binary"],
  [OTHER_LIBC, "wrong-libc"],
  [LINKER_SCRIPT, "wrong-libc"],
  [/^[^/]+: cannot open shared object file: No such file/, "missing-library"],
  [/: version `[^']+' not found \(required by /, "newer-libc"],
  [/NODE_MODULE_VERSION|requires Node-API version \d|undefined symbol: _ZNK?(?:2v8|4node)/, "abi-mismatch"],
];

/** Null for a file that works. @throws Error for an outcome without a row */
export function expectedOfLoad(path: string, { worked, message, signal }: Outcome): FindingCode | null {
  if (worked) return null;
  if (signal === "SIGBUS") return "damaged-binary";
  if (signal === "SIGSEGV") return "abi-mismatch";
  const text = message?.replaceAll(path, "P") ?? "";
  const found = BY_TEXT.find(([pattern]) => pattern.test(text));
  if (found === undefined) throw new Error(`no code is known for: ${signal ?? message}`);
  return found[1];
}

/** @param onKernel what the real kernel answered, where `here` is emulated or not */
export function expectedOfProgram(here: Outcome, elsewhere: Outcome, onKernel: Outcome): FindingCode | null {
  if (onKernel.code === "EACCES") return "damaged-binary";
  if (here.worked) return null;
  return elsewhere.worked ? "wrong-architecture" : "wrong-platform";
}
