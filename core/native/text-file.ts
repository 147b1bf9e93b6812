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
}

/** BINPRM_BUF_SIZE of the kernel. */
const maxFirstLine = 256;

/** Null for what does not begin with `#!`. */
export function readScript(bytes: Uint8Array): Script | null {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return null;
  const end = bytes.subarray(0, maxFirstLine).indexOf(0x0a);
  const line = new TextDecoder().decode(bytes.subarray(2, end < 0 ? maxFirstLine : end));
  return { format: "script", interpreter: /^[ \t]*([^ \t\0]*)/.exec(line)?.[1] ?? "" };
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
