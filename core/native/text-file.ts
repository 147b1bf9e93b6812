/** Text where machine code should be. */
export interface TextFile {
  readonly format: "text";
  /**
   * The library's name that is all of its content: what a symbolic link becomes when packing does not keep
   * it.
   */
  readonly link: string | null;
  /** It names libraries for the linker (ld(1), linker scripts). */
  readonly linkerScript: boolean;
}

/**
 * What `git clone` leaves without `git lfs pull`; https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
export interface LfsPointer {
  readonly format: "git-lfs-pointer";
}

const lfsFirstLine = "version https://git-lfs.github.com/spec/";
const sampleBytes = 512;
const linkText = /^((?:[\w.+@-]*\/)*[\w.+-]+\.(?:so(?:\.\w+)*|node))\s*$/;
const linkerScriptText = /GNU ld script|^\s*(?:INPUT|GROUP|AS_NEEDED|OUTPUT_FORMAT|SEARCH_DIR|EXTERN)\s*\(/m;

/** A program in text: whatever follows its first line, the kernel starts its interpreter (execve(2)). */
export interface Script {
  readonly format: "script";
  /** As written, with its carriage return where it has one; empty where the line names none. */
  readonly interpreter: string;
  /** What `env` looks for in PATH, with its carriage return too; null for any other interpreter. */
  readonly program: string | null;
}

/** BINPRM_BUF_SIZE of the kernel. */
const maxFirstLine = 256;

/** Null for what does not begin with `#!`. */
export function readScript(bytes: Uint8Array): Script | null {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return null;
  const end = bytes.subarray(0, maxFirstLine).indexOf(0x0a);
  const line = new TextDecoder().decode(bytes.subarray(2, end < 0 ? maxFirstLine : end));
  const [, interpreter = "", argument = ""] =
    /^[ \t]*([^ \t\0]*)[ \t]*([^\0]*?)[ \t]*(?:\0|$)/.exec(line) ?? [];
  return { format: "script", interpreter, program: /\/env$/.test(interpreter) ? lookedFor(argument) : null };
}

/**
 * The kernel hands over the rest of the line as one argument. `env` splits it with `-S` alone, and a carriage
 * return is a blank to it then (env(1)). Null where it sets variables or has other options.
 */
function lookedFor(argument: string): string | null {
  const [, split = null] = /^-S[ \t]*(.*)$/.exec(argument) ?? [];
  const program = split === null ? argument : (split.split(/[ \t\r\v\f]+/, 1)[0] ?? "");
  return program === "" || program.startsWith("-") || program.includes("=") ? null : program;
}

/** Null for anything but UTF-8 without control characters; judged by its first 512 bytes. */
export function readText(bytes: Uint8Array): TextFile | LfsPointer | null {
  const sample = bytes.subarray(0, sampleBytes);
  for (const byte of sample) {
    const isControl = byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;
    if (isControl || byte === 0x7f) return null;
  }
  // The sample may end inside a character, so the decoder expects more.
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    if (text.startsWith(lfsFirstLine)) return { format: "git-lfs-pointer" };
    return {
      format: "text",
      link: linkText.exec(text)?.[1] ?? null,
      linkerScript: linkerScriptText.test(text),
    };
  } catch {
    return null;
  }
}
